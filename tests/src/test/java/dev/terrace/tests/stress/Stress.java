package dev.terrace.tests.stress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * What {@link StressTest} runs in Java virtual machines of their own: threads, half of them virtual, that make guests and have
 * them do {@link Action}s at random. Prints what the process takes from time to time, and at the end {@code passed}, or what
 * has gone wrong.
 */
public final class Stress {
    private static final int MAX_ACTIONS_PER_GUEST = 40;

    /** One guest in so many is forgotten instead of closed. */
    private static final int GUESTS_PER_FORGOTTEN = 4;

    private static final int SAMPLES = 60;

    private final long seed;
    private final long end;
    private final List<World> worlds = new ArrayList<>();
    private final Map<Action, AtomicLong> actions = new EnumMap<>(Action.class);
    private final AtomicLong guests = new AtomicLong();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    private Stress(long seed, int seconds) {
        this.seed = seed;
        for (World.Kind kind : World.Kind.values()) {
            worlds.add(new World(kind));
        }
        for (Action action : Action.values()) {
            actions.put(action, new AtomicLong());
        }
        this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    /**
     * Runs the test.
     *
     * @param arguments for how many seconds, in how many threads, from which seed
     */
    public static void main(String[] arguments) throws IOException {
        int seconds = Integer.parseInt(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        Footprint before = Footprint.now();
        System.out.println("seed " + seed + ", before: " + before);
        List<Footprint> samples = new ArrayList<>();
        List<String> failures = new ArrayList<>(run(seconds, threads, seed, samples));
        Footprint after = Leaks.afterCollections(before);
        System.out.println("after: " + after);
        failures.addAll(Leaks.find(before, samples, seconds, after));
        failures.forEach(System.out::println);
        System.out.println(failures.isEmpty() ? "passed" : "failed");
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    /** Nothing of it can be reached afterwards. */
    private static List<String> run(int seconds, int threads, long seed, List<Footprint> samples) throws IOException {
        Stress stress = new Stress(seed, seconds);
        Interrupter interrupter = Interrupter.start(stress.worlds);
        Phaser running = new Phaser(1);
        for (int i = 0; i < threads; i++) {
            int number = i;
            running.register();
            Thread.Builder builder = i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
            builder.name("stress-" + i).start(() -> {
                stress.work(number);
                running.arriveAndDeregister();
            });
        }
        long period = TimeUnit.SECONDS.toNanos(seconds) / SAMPLES;
        Progress progress = new Progress();
        while (!stress.isOver()) {
            LockSupport.parkNanos(period);
            System.gc();
            samples.add(Footprint.now());
            progress.check(stress.done());
            if (samples.size() % (SAMPLES / 10) == 0) {
                System.out.println(stress.guests + " guests: " + samples.getLast());
            }
        }
        int phase = running.arriveAndDeregister();
        while (running.getPhase() == phase) {
            LockSupport.parkNanos(period);
            progress.check(stress.done());
        }
        interrupter.end();
        stress.worlds.stream()
                .map(World::miscounted)
                .filter(text -> !text.isEmpty())
                .forEach(stress.failures::add);
        if (stress.done() == 0) {
            stress.failures.add("nothing was done");
        }
        stress.worlds.forEach(World::close);
        System.out.println(stress.guests + " guests, actions: "
                + stress.actions.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        return List.copyOf(stress.failures);
    }

    private long done() {
        return guests.get()
                + actions.values().stream().mapToLong(AtomicLong::get).sum();
    }

    private boolean isOver() {
        return System.nanoTime() - end > 0 || !failures.isEmpty();
    }

    private void work(int thread) {
        Random random = new Random(seed * 1_000 + thread);
        Guest guest = null;
        Action action = null;
        try {
            while (!isOver()) {
                action = null;
                guest = worlds.get(random.nextInt(worlds.size())).newGuest(random);
                guests.incrementAndGet();
                int count = random.nextInt(MAX_ACTIONS_PER_GUEST);
                for (int i = 0; i < count && !isOver(); i++) {
                    action = Action.any(random);
                    action.run(guest);
                    actions.get(action).incrementAndGet();
                }
                if (random.nextInt(GUESTS_PER_FORGOTTEN) != 0) {
                    guest.close();
                }
            }
        } catch (Throwable failure) {
            failures.add("thread %d, %s of %s: %s%n%s".formatted(thread, action, guest, failure, stackTrace(failure)));
        }
    }

    private static String stackTrace(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
            Arrays.stream(cause.getStackTrace())
                    .limit(60)
                    .forEach(element -> text.append("    at ").append(element).append('\n'));
        }
        return text.toString();
    }
}
