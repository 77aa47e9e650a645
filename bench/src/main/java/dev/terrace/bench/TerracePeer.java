package dev.terrace.bench;

import dev.terrace.Config;
import dev.terrace.Engine;
import dev.terrace.Func;
import dev.terrace.Linker;
import dev.terrace.MemoryPlacement;
import dev.terrace.Module;
import dev.terrace.Store;
import dev.terrace.TierStrategy;
import dev.terrace.Trap;
import dev.terrace.TrapKind;
import dev.terrace.runtime.Tier;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/**
 * Terrace with some of its tiers.
 *
 * @param strategy the tiers
 * @param variant what is not as usual
 */
record TerracePeer(TierStrategy strategy, Variant variant) implements JvmPeer {
    private static final String ENDLESS = "(module (func (export \"run\") (loop (br 0))))";

    /** A configuration, to see what its difference from the usual one costs. */
    enum Variant {
        /** The usual configuration. */
        USUAL,
        /** No call can be stopped from outside. */
        UNSTOPPABLE,
        /** The usual configuration, in a process in which a call has been stopped before. */
        STOPPED,
        /** Code counts fuel. */
        FUEL,
        /** Memories are outside the Java heap. */
        OFFHEAP
    }

    /** Creates a peer as it usually is. */
    TerracePeer(TierStrategy strategy) {
        this(strategy, Variant.USUAL);
    }

    /** Returns a peer for each single tier that there is, and if there are several one for all of them together. */
    static List<TerracePeer> available() {
        List<String> tiers = ServiceLoader.load(Tier.class).stream()
                .map(provider -> provider.get().name())
                .toList();
        return Arrays.stream(TierStrategy.values())
                .filter(strategy -> strategy.tier().map(tiers::contains).orElse(tiers.size() > 1))
                .map(TerracePeer::new)
                .toList();
    }

    /** Returns the same peers in other variants; they are measured only if their names are asked for. */
    static List<TerracePeer> variants() {
        return available().stream()
                .flatMap(peer -> Arrays.stream(Variant.values())
                        .filter(variant -> variant != Variant.USUAL)
                        .map(variant -> new TerracePeer(peer.strategy, variant)))
                .toList();
    }

    /** Returns an engine that uses these tiers. */
    Engine engine() {
        if (variant == Variant.STOPPED) {
            stopOnce();
        }
        Config.Builder config = Config.builder()
                .tiers(strategy)
                .interruptible(variant != Variant.UNSTOPPABLE)
                .fuel(variant == Variant.FUEL);
        if (variant == Variant.OFFHEAP) {
            config.memoryPlacement(MemoryPlacement.NATIVE);
        }
        return Engine.create(config.build());
    }

    private static void stopOnce() {
        try (Engine engine = Engine.create();
                Store store = new Store(engine)) {
            Func run = new Linker(engine)
                    .instantiate(store, Module.fromWat(engine, ENDLESS))
                    .func("run");
            store.setDeadline(Duration.ofMillis(1));
            run.call();
        } catch (Trap trap) {
            if (trap.kind() != TrapKind.DEADLINE) {
                throw trap;
            }
        }
    }

    @Override
    public String name() {
        return "terrace-" + strategy
                + (variant == Variant.USUAL ? "" : "-" + variant.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean runs(Workload workload) {
        return true;
    }

    @Override
    public LoadedKernel load(Kernel kernel) {
        Engine engine = engine();
        Store store = new Store(engine);
        if (variant == Variant.FUEL) {
            store.setFuel(Long.MAX_VALUE);
        }
        Module module = Module.fromBytes(engine, kernel.bytes());
        MethodHandle function = new Linker(engine)
                .instantiate(store, module)
                .func(kernel.export())
                .handle()
                .asType(MethodType.methodType(long.class, int.class));
        return new LoadedKernel() {
            @Override
            public long run(int argument) throws Throwable {
                return (long) function.invokeExact(argument);
            }

            @Override
            public void close() {
                store.close();
                engine.close();
            }
        };
    }

    @Override
    public LoadedProgram load(Program program) {
        return new TerraceProgram(engine(), program);
    }

    @Override
    public Object compile(byte[] bytes) {
        return Module.fromBytes(engine(), bytes);
    }

    @Override
    public List<String> command(Program program) {
        List<String> command =
                new ArrayList<>(List.of(Repository.root().resolve("terrace").toString(), "run", "--tier=" + strategy));
        program.directory().ifPresent(directory -> command.add("--dir=" + directory));
        command.add(program.module().toString());
        command.addAll(program.arguments());
        return command;
    }
}
