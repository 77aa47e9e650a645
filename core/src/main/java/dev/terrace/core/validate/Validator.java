package dev.terrace.core.validate;

import dev.terrace.core.Feature;
import dev.terrace.core.FeatureGate;
import dev.terrace.core.InvalidException;
import dev.terrace.core.module.ConstExpr;
import dev.terrace.core.module.DataSegment;
import dev.terrace.core.module.ElementSegment;
import dev.terrace.core.module.Export;
import dev.terrace.core.module.Import;
import dev.terrace.core.module.Section;
import dev.terrace.core.module.SegmentMode;
import dev.terrace.core.module.WasmModule;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ExternType;
import dev.terrace.core.types.FuncExternType;
import dev.terrace.core.types.FuncType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.HeapType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.Matching;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.types.TagType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.TypeRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validates modules (specification, section 3.5). */
public final class Validator {
    private static final long MAX_TABLE32 = 0xFFFF_FFFFL;

    private final WasmModule module;
    private final FeatureGate features;
    private final ModuleContext context;
    private final List<ExternType> importTypes = new ArrayList<>();
    private final ConstExprValidator constExprs;
    private final FunctionValidator functions;

    private Validator(WasmModule module, Set<Feature> features, TypeRegistry registry) {
        this.module = module;
        this.features = new FeatureGate(features);
        this.context = new ModuleContext(module, this.features, TypeSectionValidator.validate(module, registry));
        imports();
        OperandStack operands = new OperandStack(context);
        InstructionRules rules = new InstructionRules(context, operands);
        OpcodeGate opcodes = new OpcodeGate(this.features);
        this.constExprs = new ConstExprValidator(context, operands, rules, opcodes);
        this.functions = new FunctionValidator(context, operands, rules, opcodes);
    }

    /**
     * Validates a module.
     *
     * @param module the decoded module
     * @param features the features that the module may use; the same that it was decoded with
     * @param registry where its types become canonical
     * @return the module with what its tiers need to know
     * @throws InvalidException if the module breaks a rule
     * @throws dev.terrace.core.MalformedException if a function body is malformed, or needs a feature that is turned off
     */
    public static ValidModule validate(WasmModule module, Set<Feature> features, TypeRegistry registry) {
        return new Validator(module, features, registry).validModule();
    }

    private ValidModule validModule() {
        functionTypes();
        memories();
        tags();
        tables();
        globals();
        exports();
        start();
        elements();
        data();
        return new ValidModule(
                module,
                context.types.all(),
                List.copyOf(importTypes),
                definitions(context.functions),
                List.copyOf(context.tables),
                List.copyOf(context.memories),
                List.copyOf(context.globals),
                definitions(context.tags),
                List.copyOf(context.elements),
                bodies(),
                context.changedTables);
    }

    private List<DefType> definitions(List<Integer> typeIndices) {
        List<DefType> definitions = new ArrayList<>(typeIndices.size());
        for (int index : typeIndices) {
            definitions.add(context.types.get(index));
        }
        return List.copyOf(definitions);
    }

    private void imports() {
        for (int i = 0; i < module.imports().size(); i++) {
            Import imported = module.imports().get(i);
            at(Section.IMPORT, i);
            add(imported.type());
            importTypes.add(context.types.canonical(imported.type()));
        }
    }

    @SuppressWarnings("IfChainToSwitch")
    private void add(ExternType type) {
        // No switch over types, which is linked when it is first executed: that takes long in a process that has just
        // begun.
        if (type instanceof FuncExternType function) {
            addFunction(typeIndex(function.type()));
        } else if (type instanceof TagType tag) {
            addTag(tag);
        } else if (type instanceof TableType table) {
            addTable(table);
        } else if (type instanceof MemoryType memory) {
            addMemory(memory);
        } else {
            GlobalType global = (GlobalType) type;
            requireMutableGlobals(global);
            addGlobal(global);
        }
    }

    /** Makes an item the place of the errors to come. */
    private void at(Section section, int item) {
        context.at(module.offsets().of(section, item));
    }

    private void functionTypes() {
        for (int i = 0; i < module.functions().size(); i++) {
            at(Section.FUNCTION, i);
            addFunction(module.functions().get(i));
        }
    }

    private void addFunction(int typeIndex) {
        context.types.func(typeIndex);
        context.functions.add(typeIndex);
    }

    /** Returns the index that the type of a function or tag is in a module as it was decoded. */
    private static int typeIndex(HeapType type) {
        return ((TypeIndex) type).index();
    }

    private void memories() {
        for (int i = 0; i < module.memories().size(); i++) {
            at(Section.MEMORY, i);
            addMemory(module.memories().get(i));
        }
    }

    private void addMemory(MemoryType memory) {
        if (!context.memories.isEmpty() && !features.allows(Feature.MULTI_MEMORY)) {
            throw context.invalid("multiple memories: " + FeatureGate.refusal(Feature.MULTI_MEMORY));
        }
        int pageSizeLog2 = memory.pageSizeLog2();
        if (pageSizeLog2 != 0 && pageSizeLog2 != MemoryType.DEFAULT_PAGE_SIZE_LOG2) {
            throw context.invalid("invalid custom page size 2^" + pageSizeLog2);
        }
        int addressBits = memory.address() == AddressType.I32 ? Integer.SIZE : Long.SIZE;
        // Of single bytes there can be one less than there are addresses: the size itself must be an address.
        long maxPages = pageSizeLog2 == 0 ? -1L >>> (Long.SIZE - addressBits) : 1L << (addressBits - pageSizeLog2);
        String max = "memory size must be at most " + Long.toUnsignedString(maxPages) + " pages"
                + (maxPages == 65_536 ? " (4GiB)" : "");
        checkLimits(memory.limits(), maxPages, max);
        if (memory.shared() && !memory.limits().hasMax()) {
            throw context.invalid("shared memory must have maximum");
        }
        context.memories.add(memory);
    }

    private void checkLimits(Limits limits, long max, String problem) {
        if (Long.compareUnsigned(limits.min(), max) > 0
                || (limits.hasMax() && Long.compareUnsigned(limits.max(), max) > 0)) {
            throw context.invalid(problem);
        }
        if (limits.hasMax() && Long.compareUnsigned(limits.min(), limits.max()) > 0) {
            throw context.invalid("size minimum must not be greater than maximum");
        }
    }

    private void tags() {
        for (int i = 0; i < module.tags().size(); i++) {
            at(Section.TAG, i);
            addTag(module.tags().get(i));
        }
    }

    private void addTag(TagType tag) {
        int typeIndex = typeIndex(tag.type());
        if (!context.types.func(typeIndex).results().isEmpty()) {
            throw context.invalid("non-empty tag result type");
        }
        context.tags.add(typeIndex);
    }

    private void tables() {
        for (int i = 0; i < module.tables().size(); i++) {
            at(Section.TABLE, i);
            WasmModule.TableDefinition definition = module.tables().get(i);
            RefType element = context.types.canonical(definition.type().element());
            if (definition.init() != null) {
                constExprs.validate(definition.init(), element);
            } else if (!element.nullable()) {
                throw context.invalid("type mismatch: a table of " + element + " needs an initial value");
            }
            addTable(definition.type());
        }
    }

    private void addTable(TableType table) {
        if (!context.tables.isEmpty() && !features.allows(Feature.REFERENCE_TYPES)) {
            throw context.invalid("multiple tables: " + FeatureGate.refusal(Feature.REFERENCE_TYPES));
        }
        long max = table.address() == AddressType.I32 ? MAX_TABLE32 : -1L;
        checkLimits(table.limits(), max, "table size must be at most " + Long.toUnsignedString(max));
        context.tables.add((TableType) context.types.canonical(table));
    }

    private void globals() {
        for (int i = 0; i < module.globals().size(); i++) {
            at(Section.GLOBAL, i);
            WasmModule.GlobalDefinition definition = module.globals().get(i);
            // The expression sees the globals before it, which are those in the context so far.
            constExprs.validate(
                    definition.init(), context.types.canonical(definition.type().value()));
            addGlobal(definition.type());
        }
    }

    private void addGlobal(GlobalType global) {
        context.globals.add((GlobalType) context.types.canonical(global));
    }

    private void requireMutableGlobals(GlobalType global) {
        if (global.mutable() && !features.allows(Feature.MUTABLE_GLOBALS)) {
            throw context.invalid(
                    "mutable globals cannot be imported or exported: " + FeatureGate.refusal(Feature.MUTABLE_GLOBALS));
        }
    }

    private void exports() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < module.exports().size(); i++) {
            at(Section.EXPORT, i);
            Export export = module.exports().get(i);
            int index = export.index();
            switch (export.kind()) {
                case FUNC -> {
                    context.function(index);
                    context.declared.set(index);
                }
                case TABLE -> context.table(index);
                case MEMORY -> context.memory(index);
                case GLOBAL -> requireMutableGlobals(context.global(index));
                case TAG -> context.tag(index);
            }
            if (!names.add(export.name())) {
                throw context.invalid("duplicate export name \"" + export.name() + "\"");
            }
        }
    }

    private void start() {
        if (module.start() < 0) {
            return;
        }
        at(Section.START, 0);
        FuncType type = context.types.func(context.function(module.start()));
        if (!type.params().isEmpty() || !type.results().isEmpty()) {
            throw context.invalid("start function must have type [] -> [], not " + type);
        }
    }

    private void elements() {
        for (int i = 0; i < module.elements().size(); i++) {
            at(Section.ELEMENT, i);
            ElementSegment segment = module.elements().get(i);
            RefType type = context.types.canonical(segment.type());
            if (segment.mode() == SegmentMode.ACTIVE) {
                TableType table = context.table(segment.table());
                if (!Matching.matches(type, table.element())) {
                    throw context.invalid(
                            "type mismatch: elements of type " + type + " in a table of " + table.element());
                }
                offset(segment.offset(), table.address());
                at(Section.ELEMENT, i);
            }
            if (segment.functions() != null) {
                for (int function : segment.functions()) {
                    context.function(function);
                    context.declared.set(function);
                }
            } else {
                for (ConstExpr expression : segment.expressions()) {
                    constExprs.validate(expression, type);
                }
            }
            context.elements.add(type);
        }
    }

    private void offset(ConstExpr expression, AddressType address) {
        constExprs.validate(expression, address.type());
    }

    private void data() {
        for (int i = 0; i < module.data().size(); i++) {
            at(Section.DATA, i);
            DataSegment segment = module.data().get(i);
            if (segment.mode() == SegmentMode.ACTIVE) {
                offset(segment.offset(), context.memory(segment.memory()).address());
            }
        }
    }

    private List<FunctionInfo> bodies() {
        int count = module.bodies().size();
        int imported = context.functions.size() - count;
        List<FunctionInfo> info = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            at(Section.CODE, i);
            info.add(functions.validate(
                    context.functions.get(imported + i), module.bodies().get(i), i == count - 1));
        }
        return info;
    }
}
