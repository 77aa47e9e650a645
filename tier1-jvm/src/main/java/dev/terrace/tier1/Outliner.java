package dev.terrace.tier1;

import dev.terrace.core.validate.FunctionInfo;
import dev.terrace.runtime.CompilationRefusedException;
import dev.terrace.runtime.FunctionCode;
import dev.terrace.tier1.OutlinePlanner.Limits;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Divides a function into methods that are small enough for HotSpot to compile them, and to do it soon. How large they become
 * is known only when they have been written; if one is too large, the function is divided into smaller ones and written
 * again.
 */
final class Outliner {
    /** HotSpot never compiles a method that is larger, in bytes of bytecode ({@code -XX:-DontCompileHugeMethods} apart). */
    static final int MAX_METHOD_SIZE = 8_000;

    /**
     * A method that is planned to be larger will be too large, and is not written first to see that: in real programs methods
     * became smaller than planned by up to 17 %.
     */
    private static final int MAX_PLANNED_SIZE = MAX_METHOD_SIZE * 5 / 4;

    /** A function of so many bytes takes more than {@link #MAX_METHOD_SIZE} as Java's bytecode, almost always. */
    private static final int LARGE_BODY = 5_500;

    /**
     * A function of so many bytes is divided although HotSpot would compile it as it is: small methods are compiled sooner,
     * and better. A larger one than {@link #LARGE_BODY} is mostly an interpreter's loop, which
     * becomes slower the more often it goes from one method to another.
     */
    private static final int MIDDLE_BODY = 2_000;

    /**
     * The system property that has all functions divided, for tests: how many bytes of code are moved into one method at
     * most.
     */
    private static final String FORCED_SIZE = "terrace.tier1.methodSize";

    private final FunctionCode function;
    private final JvmModule module;
    private final int loop;
    private Outline outline;
    private FunctionSteps steps;
    private int nextLimits;

    /**
     * Prepares the division of a function.
     *
     * @param loop the number of the loop at which the function is entered, or -1
     */
    Outliner(FunctionCode function, JvmModule module, int loop) {
        this.function = function;
        this.module = module;
        this.loop = loop;
        int body = function.body().end() - function.body().start();
        int forcedSize = Integer.getInteger(FORCED_SIZE, 0);
        if (forcedSize > 0) {
            outline = plan(Limits.forced(forcedSize));
        } else if (body >= LARGE_BODY) {
            outline = planSmaller(body);
        } else if (body >= MIDDLE_BODY && !ClimbWriter.countsIterations(function)) {
            // What climbs stays whole: its loops are left for a higher tier, which a region's are not.
            outline = plan(Limits.MIDDLE);
        } else {
            outline = Outline.none(function.info());
        }
    }

    /**
     * Returns what translates the rest of the function, that is in no region.
     *
     * @param owner the internal name of the class
     */
    FunctionTranslator translator(MethodForm form, String owner, Code code) {
        return translator(form, outline, owner, code);
    }

    private FunctionTranslator translator(MethodForm form, Outline part, String owner, Code code) {
        return new FunctionTranslator(function, form, part, module, owner, code);
    }

    /**
     * Divides the function anew, into smaller methods.
     *
     * @param size the size of the largest method as it was
     * @throws CompilationRefusedException if it cannot be divided so that no method is too large
     */
    void divideSmaller(int size) {
        outline = planSmaller(size);
    }

    private Outline planSmaller(int size) {
        int last = size;
        while (nextLimits < Limits.ALL.size()) {
            Outline planned = plan(Limits.ALL.get(nextLimits++));
            if (planned.size() <= MAX_PLANNED_SIZE) {
                return planned;
            }
            last = planned.size();
        }
        throw new CompilationRefusedException(
                "a method of %d bytes, which HotSpot would not compile, and it cannot be divided: the limit is %d"
                        .formatted(last, MAX_METHOD_SIZE));
    }

    private Outline plan(Limits limits) {
        if (steps == null) {
            steps = measure();
        }
        FunctionInfo info = function.info();
        if (loop < 0) {
            return OutlinePlanner.plan(steps, info, limits);
        }
        int header = info.loops().get(loop).offset();
        return OutlinePlanner.planRest(steps, info, limits, RestOfFunction.outermostAround(info, header), header);
    }

    /** Goes through the function as if it were one method, to see its steps and their sizes. */
    private FunctionSteps measure() {
        FunctionSteps noted = new FunctionSteps(function);
        FunctionTranslator translator = translator(
                WholeFunction.INSTANCE,
                Outline.none(function.info()),
                module.owner(function.index()),
                Code.measuring());
        translator.record(noted);
        translator.translate();
        return noted;
    }

    /**
     * Writes the methods of all regions.
     *
     * @param owner the internal name of the class
     * @return the size of the largest
     */
    int writeRegions(String owner, ClassWriter out) {
        return writeRegions(outline, owner, out);
    }

    private int writeRegions(Outline part, String owner, ClassWriter out) {
        int largest = 0;
        for (Region region : part.regions()) {
            MethodVisitor method = out.visitMethod(
                    Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC,
                    module.regionName(function.index(), region.start(), region.end()),
                    region.descriptor(function.info()),
                    null,
                    null);
            Code code = new Code(method);
            RegionMethod form = new RegionMethod(region);
            translator(form, region.outline(), owner, code).translate(region, form);
            largest = Math.max(largest, code.size());
            largest = Math.max(largest, writeRegions(region.outline(), owner, out));
        }
        return largest;
    }
}
