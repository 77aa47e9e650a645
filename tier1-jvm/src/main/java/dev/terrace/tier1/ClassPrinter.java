package dev.terrace.tier1;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints the methods of a class file, with a line for each instruction. */
final class ClassPrinter {
    private final StringBuilder out = new StringBuilder();
    private final Map<Label, String> labels = new HashMap<>();

    private ClassPrinter() {}

    /** Returns the methods as text. */
    static String print(byte[] classFile) {
        ClassModel model = ClassFile.of().parse(classFile);
        ClassPrinter printer = new ClassPrinter();
        for (MethodModel method : model.methods()) {
            printer.method(method);
        }
        return printer.out.toString();
    }

    private void method(MethodModel method) {
        out.append(method.methodName().stringValue())
                .append(method.methodTypeSymbol().displayDescriptor())
                .append('\n');
        labels.clear();
        method.code().ifPresent(code -> {
            int offset = 0;
            for (CodeElement element : code) {
                switch (element) {
                    case LabelTarget target -> out.append(name(target.label())).append(":\n");
                    case LineNumber line ->
                        out.append("    ; line ").append(line.line()).append('\n');
                    case Instruction instruction -> {
                        out.append("%6d  %s%n".formatted(offset, text(instruction)));
                        offset += instruction.sizeInBytes();
                    }
                    default -> {}
                }
            }
            out.append("        ; ").append(((CodeAttribute) code).codeLength()).append(" bytes\n");
        });
    }

    private String name(Label label) {
        return labels.computeIfAbsent(label, _ -> "L" + labels.size());
    }

    private String text(Instruction instruction) {
        String opcode = instruction.opcode().name().toLowerCase(Locale.ROOT);
        return opcode
                + switch (instruction) {
                    case LoadInstruction load -> " " + load.slot();
                    case StoreInstruction store -> " " + store.slot();
                    case ConstantInstruction constant -> " " + constant.constantValue();
                    case BranchInstruction branch -> " " + name(branch.target());
                    case FieldInstruction field -> " " + field.name().stringValue();
                    case InvokeInstruction invoke ->
                        " " + simple(invoke.owner().asInternalName()) + "."
                                + invoke.name().stringValue()
                                + invoke.typeSymbol().displayDescriptor();
                    case TypeCheckInstruction check -> " " + simple(check.type().asInternalName());
                    case TableSwitchInstruction table ->
                        table.cases().stream()
                                .map(target -> name(target.target()))
                                .collect(Collectors.joining(" ", " ", " else " + name(table.defaultTarget())));
                    default -> "";
                };
    }

    private static String simple(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1);
    }
}
