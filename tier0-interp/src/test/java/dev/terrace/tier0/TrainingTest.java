package dev.terrace.tier0;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.terrace.MemoryPlacement;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Runs the training in a dispatch loop whose bytecode notes each way that is taken: HotSpot compiles what was taken, and
 * nothing else. A new instruction that fails here needs a place in {@link TrainingCode}.
 */
class TrainingTest {
    /** The ways that there are in the dispatch loop. */
    private static final List<String> WAYS = new ArrayList<>();

    @Test
    void everyPassButTheFirstTakesEachCaseOfTheDispatchLoopAndBothWaysOfEachJump() throws Exception {
        Class<?> training = new NotingLoader().loadClass(Training.class.getName());
        Constructor<?> prepare = training.getDeclaredConstructor(MemoryPlacement.class);
        prepare.setAccessible(true);
        Method pass = training.getDeclaredMethod("pass");
        pass.setAccessible(true);
        try (AutoCloseable prepared = (AutoCloseable) prepare.newInstance(MemoryPlacement.HEAP)) {
            pass.invoke(prepared); // translates
            for (int i = 0; i < 3; i++) {
                Taken.WAYS.clear();
                pass.invoke(prepared);
                Set<String> missing = new LinkedHashSet<>(WAYS);
                Taken.WAYS.forEach(way -> missing.remove(WAYS.get(way)));
                assertEquals(Set.of(), missing);
            }
        }
    }

    /** The ways that were taken. */
    public static final class Taken {
        static final Set<Integer> WAYS = new LinkedHashSet<>();

        private Taken() {}

        /** Notes a way, by its number. */
        public static void note(int way) {
            WAYS.add(way);
        }
    }

    /** Loads the classes of the interpreter, with a dispatch loop that notes what it does. */
    private static final class NotingLoader extends ClassLoader {
        NotingLoader() {
            super(TrainingTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Training.class.getPackageName() + '.')
                    || name.startsWith(TrainingTest.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null) {
                    byte[] bytes = bytes(name);
                    byte[] changed = name.equals(Interpreter.class.getName()) ? noting(bytes) : bytes;
                    loaded = defineClass(name, changed, 0, changed.length);
                }
                return loaded;
            }
        }

        private byte[] bytes(String name) throws ClassNotFoundException {
            try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static byte[] noting(byte[] interpreter) {
        ClassModel model = ClassFile.of().parse(interpreter);
        return ClassFile.of()
                .transformClass(
                        model,
                        ClassTransform.transformingMethodBodies(
                                method -> method.code()
                                        .orElseThrow()
                                        .elementStream()
                                        .anyMatch(TableSwitchInstruction.class::isInstance),
                                TrainingTest::addNotes));
    }

    private static void addNotes(CodeBuilder code, CodeElement element) {
        switch (element) {
            case BranchInstruction jump
            when isConditional(jump.opcode()) -> {
                String name = "jump " + WAYS.size() + " (" + jump.opcode() + ')';
                Label taken = code.newLabel();
                Label behind = code.newLabel();
                code.branch(jump.opcode(), taken);
                note(code, name + " not taken");
                code.goto_(behind).labelBinding(taken);
                note(code, name + " taken");
                code.goto_(jump.target()).labelBinding(behind);
            }
            case TableSwitchInstruction table -> {
                List<SwitchCase> cases = new ArrayList<>();
                for (int op = table.lowValue(); op <= table.highValue(); op++) {
                    cases.add(SwitchCase.of(op, code.newLabel()));
                }
                Label otherwise = code.newLabel();
                code.tableswitch(table.lowValue(), table.highValue(), otherwise, cases);
                for (SwitchCase noted : cases) {
                    int op = noted.caseValue();
                    code.labelBinding(noted.target());
                    note(code, "case " + op + ' ' + OpTable.name(op));
                    code.goto_(table.cases().stream()
                            .filter(original -> original.caseValue() == op)
                            .findFirst()
                            .map(SwitchCase::target)
                            .orElse(table.defaultTarget()));
                }
                code.labelBinding(otherwise);
                note(code, "default");
                code.goto_(table.defaultTarget());
            }
            default -> code.with(element);
        }
    }

    private static boolean isConditional(Opcode opcode) {
        return opcode != Opcode.GOTO && opcode != Opcode.GOTO_W;
    }

    private static void note(CodeBuilder code, String way) {
        code.loadConstant(WAYS.size())
                .invokestatic(
                        ClassDesc.of(Taken.class.getName()),
                        "note",
                        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int));
        WAYS.add(way);
    }
}
