package dev.terrace.core.binary;

import dev.terrace.core.Feature;
import dev.terrace.core.FeatureGate;
import dev.terrace.core.types.AddressType;
import dev.terrace.core.types.ExternKind;
import dev.terrace.core.types.ExternType;
import dev.terrace.core.types.FuncExternType;
import dev.terrace.core.types.GlobalType;
import dev.terrace.core.types.Limits;
import dev.terrace.core.types.MemoryType;
import dev.terrace.core.types.RefType;
import dev.terrace.core.types.TableType;
import dev.terrace.core.types.TagType;
import dev.terrace.core.types.TypeIndex;
import dev.terrace.core.types.ValType;

/**
 * Reads the types of tables, memories, globals, tags and imports (specification, sections 5.3.11 to 5.3.17). Limits start
 * with flags:
 *
 * <pre>
 *   bit 0  a largest size follows the smallest one
 *   bit 1  shared                        (memories, threads)
 *   bit 2  64-bit addresses              (memory64)
 *   bit 3  a page size follows the sizes (memories, custom-page-sizes)
 * </pre>
 */
final class ExternTypeReader {
    private static final int HAS_MAX = 1;
    private static final int SHARED = 2;
    private static final int ADDRESS64 = 4;
    private static final int HAS_PAGE_SIZE = 8;

    private final ByteReader in;
    private final FeatureGate gate;

    ExternTypeReader(ByteReader in, FeatureGate gate) {
        this.in = in;
        this.gate = gate;
    }

    /** Reads the description of an import: its kind and type. */
    ExternType externType() {
        int at = in.position();
        ExternKind kind = ExternKind.ofCode(in.u8());
        if (kind == null) {
            throw in.malformed("malformed import kind", at);
        }
        return switch (kind) {
            case FUNC -> new FuncExternType(new TypeIndex(in.u32()));
            case TABLE -> tableType();
            case MEMORY -> memoryType();
            case GLOBAL -> globalType();
            case TAG -> tagType();
        };
    }

    TableType tableType() {
        int at = in.position();
        RefType element = TypeReader.refType(in);
        if (!element.equals(RefType.FUNCREF)) {
            gate.require(element, at);
        }
        int flags = flags(HAS_MAX | ADDRESS64);
        return new TableType(addressType(flags), limits(flags), element);
    }

    MemoryType memoryType() {
        int flags = flags(HAS_MAX | SHARED | ADDRESS64 | HAS_PAGE_SIZE);
        Limits limits = limits(flags);
        int pageSizeLog2 = MemoryType.DEFAULT_PAGE_SIZE_LOG2;
        if ((flags & HAS_PAGE_SIZE) != 0) {
            int at = in.position();
            pageSizeLog2 = in.u32();
            if (Integer.compareUnsigned(pageSizeLog2, Long.SIZE) >= 0) {
                throw in.malformed("invalid custom page size", at);
            }
        }
        return new MemoryType(addressType(flags), limits, (flags & SHARED) != 0, pageSizeLog2);
    }

    GlobalType globalType() {
        int at = in.position();
        ValType value = TypeReader.valType(in);
        gate.require(value, at);
        return new GlobalType(value, TypeReader.mutable(in));
    }

    TagType tagType() {
        int at = in.position();
        gate.requireTags(at);
        if (in.u8() != 0) {
            throw in.malformed("zero byte expected", at);
        }
        return new TagType(new TypeIndex(in.u32()));
    }

    private int flags(int known) {
        int at = in.position();
        int flags = in.u8();
        if ((flags & ~known) != 0) {
            throw in.malformed("malformed limits flags %02x".formatted(flags), at);
        }
        requireFor(flags & SHARED, Feature.THREADS, at);
        requireFor(flags & ADDRESS64, Feature.MEMORY64, at);
        requireFor(flags & HAS_PAGE_SIZE, Feature.CUSTOM_PAGE_SIZES, at);
        return flags;
    }

    private void requireFor(int flag, Feature feature, int at) {
        if (flag != 0 && !gate.allows(feature)) {
            throw in.malformed("malformed limits flags: " + FeatureGate.refusal(feature), at);
        }
    }

    private static AddressType addressType(int flags) {
        return (flags & ADDRESS64) != 0 ? AddressType.I64 : AddressType.I32;
    }

    private Limits limits(int flags) {
        long min = size();
        return (flags & HAS_MAX) != 0 ? Limits.of(min, size()) : Limits.atLeast(min);
    }

    /** Reads a size, which memory64 has made a 64-bit number for 32-bit memories and tables too. */
    private long size() {
        return gate.allows(Feature.MEMORY64) ? in.u64() : Integer.toUnsignedLong(in.u32());
    }
}
