package dev.terrace;

import dev.terrace.Linker.Definition;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ExternKind;
import dev.terrace.core.types.ExternType;
import dev.terrace.core.types.FuncExternType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.Matching;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.types.TagType;
import dev.terrace.core.types.ValType;
import dev.terrace.runtime.FunctionInstance;
import dev.terrace.runtime.GlobalInstance;
import dev.terrace.runtime.HostFunction;
import dev.terrace.runtime.ImportedExterns;
import dev.terrace.runtime.LinearMemory;
import dev.terrace.runtime.TableInstance;
import dev.terrace.runtime.TagInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Finds what a module imports among a linker's definitions, and checks its types. Links one module. */
final class ImportResolver {
    private static final int MAX_LISTED_PROBLEMS = 10;
    private static final int MAX_OTHER_MODULES = 3;

    private final Map<String, Map<String, Definition>> definitions;
    private final UnknownImports unknownImports;
    private final List<String> problems = new ArrayList<>();
    private final List<FunctionInstance> functions = new ArrayList<>();
    private final List<TableInstance> tables = new ArrayList<>();
    private final List<LinearMemory> memories = new ArrayList<>();
    private final List<GlobalInstance> globals = new ArrayList<>();
    private final List<TagInstance> tags = new ArrayList<>();
    private Store boundStore;
    private ImportType boundBy;

    ImportResolver(Map<String, Map<String, Definition>> definitions, UnknownImports unknownImports) {
        this.definitions = definitions;
        this.unknownImports = unknownImports;
    }

    /** Returns what the linker has for an import, or null. */
    private Definition.Made find(ImportType wanted) {
        Map<String, Definition> names = definitions.getOrDefault(wanted.module(), Map.of());
        Definition definition = names.get(wanted.name());
        if (definition instanceof Definition.Unmade(Supplier<HostFunction> maker)) {
            Definition.Host made = new Definition.Host(maker.get());
            names.put(wanted.name(), made);
            return made;
        }
        return (Definition.Made) definition;
    }

    LinkedModule link(Module module) {
        for (ImportType wanted : module.imports()) {
            Definition.Made found = find(wanted);
            if (found == null) {
                addUnknown(wanted);
            } else if (found instanceof Definition.Host(HostFunction function)) {
                check(wanted, new FuncExternType(function.type()));
                functions.add(function);
            } else if (found instanceof Definition.Bound(Extern extern)) {
                check(wanted, extern.type());
                if (!(extern instanceof Memory memory && memory.isShared())) {
                    bind(wanted, extern.store());
                }
                add(extern);
            }
        }
        if (!problems.isEmpty()) {
            throw new LinkException(describeProblems());
        }
        ImportedExterns imports = new ImportedExterns(
                functions.toArray(new FunctionInstance[0]),
                tables.toArray(new TableInstance[0]),
                memories.toArray(new LinearMemory[0]),
                globals.toArray(new GlobalInstance[0]),
                tags.toArray(new TagInstance[0]));
        return new LinkedModule(module, imports, boundStore, boundBy);
    }

    private String describeProblems() {
        String listed = String.join("\n", problems.subList(0, Math.min(problems.size(), MAX_LISTED_PROBLEMS)));
        int more = problems.size() - MAX_LISTED_PROBLEMS;
        return more <= 0 ? listed : listed + "\nand " + more + " more";
    }

    private void check(ImportType wanted, ExternType found) {
        if (!Matching.matches(found, wanted.type())) {
            problems.add("incompatible import type for %s %s: expected %s, found %s"
                    .formatted(
                            Names.quote(wanted.module()),
                            Names.quote(wanted.name()),
                            Names.describe(wanted.type()),
                            Names.describe(found)));
        }
    }

    private void bind(ImportType wanted, Store store) {
        if (boundStore == null) {
            boundStore = store;
            boundBy = wanted;
        } else if (boundStore != store) {
            throw new IllegalArgumentException("imports " + boundBy + " and " + wanted + " belong to different stores");
        }
    }

    private void add(Extern extern) {
        switch (extern) {
            case Func func -> functions.add(func.function());
            case Table table -> tables.add(table.table());
            case Memory memory -> memories.add(memory.memory());
            case Global global -> globals.add(global.global());
            case Tag tag -> tags.add(tag.tag());
        }
    }

    private void addUnknown(ImportType wanted) {
        boolean isFunction = wanted.type().kind() == ExternKind.FUNC;
        if (unknownImports == UnknownImports.ERROR || (unknownImports == UnknownImports.TRAP && !isFunction)) {
            problems.add("unknown import " + wanted + suggest(wanted));
            return;
        }
        if (unknownImports == UnknownImports.DEFAULT && !hasDefault(wanted.type())) {
            problems.add("unknown import " + wanted + ", which has no default value");
            return;
        }
        // Null stands for a new one in each instance.
        switch (wanted.type()) {
            case FuncExternType func -> functions.add(standIn(wanted, (DefType) func.type()));
            case TableType _ -> tables.add(null);
            case MemoryType _ -> memories.add(null);
            case GlobalType _ -> globals.add(null);
            case TagType _ -> tags.add(null);
        }
    }

    private static boolean hasDefault(ExternType type) {
        return switch (type) {
            case FuncExternType func ->
                ((DefType) func.type()).func().results().stream().allMatch(ValType::isDefaultable);
            case TableType table -> table.element().isDefaultable();
            case GlobalType global -> global.value().isDefaultable();
            case MemoryType _, TagType _ -> true;
        };
    }

    private HostFunction standIn(ImportType wanted, DefType type) {
        HostFunction.Body body = unknownImports == UnknownImports.TRAP ? trap(wanted) : zeros(type.func());
        return new HostFunction(wanted.toString(), type, body);
    }

    private static HostFunction.Body trap(ImportType wanted) {
        String message = TrapKind.UNKNOWN_IMPORT.message() + ": " + wanted;
        return (_, _, _) -> {
            throw new Trap(TrapKind.UNKNOWN_IMPORT, message);
        };
    }

    private static HostFunction.Body zeros(FuncType type) {
        int slots = Values.slots(type.results());
        return (_, stack, base) -> {
            Arrays.fill(stack.slots, base, base + slots, 0);
            Arrays.fill(stack.refs, base, base + slots, null);
        };
    }

    /** Returns a message's end: names that are like the one that was not found, or the same in other modules. */
    private String suggest(ImportType wanted) {
        Map<String, Definition> names = definitions.get(wanted.module());
        String suggestion = names != null
                ? Names.suggest(wanted.name(), names.keySet())
                : Names.suggest(wanted.module(), definitions.keySet());
        if (!suggestion.isEmpty()) {
            return suggestion;
        }
        String missing = names != null ? "" : "; there is no module " + Names.quote(wanted.module());
        return missing
                + definitions.entrySet().stream()
                        .filter(module -> module.getValue().containsKey(wanted.name()))
                        .limit(MAX_OTHER_MODULES)
                        .map(module -> Names.quote(module.getKey()) + " " + Names.quote(wanted.name()))
                        .reduce((first, second) -> first + " and " + second)
                        .map(found -> "; there is " + found)
                        .orElse("");
    }
}
