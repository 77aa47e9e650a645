package dev.terrace.core.opcode;

import dev.terrace.core.Feature;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Every instruction of WebAssembly 3.0, threads, wide arithmetic and legacy exceptions: a row each, with its encoding,
 * its keyword, the immediates that follow it, its signature, and the feature that it came with.
 *
 * <p>A signature such as {@code "ii_i"} gives operands and results: {@code i} i32, {@code l} i64, {@code f} f32, {@code
 * d} f64, {@code v} v128, {@code a} the address type of the memory that the instruction names. Instructions without one
 * have a typing rule of their own in the validator. Memory accesses also give the binary logarithm of their width in
 * bytes, which is their natural alignment.
 */
// @formatter:off
// spotless:off
public enum Opcode {
    // Control instructions (section 5.4.1)
    UNREACHABLE(0x00, 0x00, "unreachable", Imm.NONE, null),
    NOP(0x00, 0x01, "nop", Imm.NONE, "_"),
    BLOCK(0x00, 0x02, "block", Imm.BLOCK_TYPE, null),
    LOOP(0x00, 0x03, "loop", Imm.BLOCK_TYPE, null),
    IF(0x00, 0x04, "if", Imm.BLOCK_TYPE, null),
    ELSE(0x00, 0x05, "else", Imm.NONE, null),
    TRY(0x00, 0x06, "try", Imm.BLOCK_TYPE, null, Feature.LEGACY_EXCEPTIONS),
    CATCH(0x00, 0x07, "catch", Imm.TAG, null, Feature.LEGACY_EXCEPTIONS),
    THROW(0x00, 0x08, "throw", Imm.TAG, null, Feature.EXCEPTIONS),
    RETHROW(0x00, 0x09, "rethrow", Imm.LABEL, null, Feature.LEGACY_EXCEPTIONS),
    THROW_REF(0x00, 0x0A, "throw_ref", Imm.NONE, null, Feature.EXCEPTIONS),
    END(0x00, 0x0B, "end", Imm.NONE, null),
    BR(0x00, 0x0C, "br", Imm.LABEL, null),
    BR_IF(0x00, 0x0D, "br_if", Imm.LABEL, null),
    BR_TABLE(0x00, 0x0E, "br_table", Imm.BR_TABLE, null),
    RETURN(0x00, 0x0F, "return", Imm.NONE, null),
    CALL(0x00, 0x10, "call", Imm.FUNC, null),
    CALL_INDIRECT(0x00, 0x11, "call_indirect", Imm.TYPE_TABLE, null),
    RETURN_CALL(0x00, 0x12, "return_call", Imm.FUNC, null, Feature.TAIL_CALL),
    RETURN_CALL_INDIRECT(0x00, 0x13, "return_call_indirect", Imm.TYPE_TABLE, null, Feature.TAIL_CALL),
    CALL_REF(0x00, 0x14, "call_ref", Imm.TYPE, null, Feature.FUNCTION_REFERENCES),
    RETURN_CALL_REF(0x00, 0x15, "return_call_ref", Imm.TYPE, null, Feature.TAIL_CALL),
    DELEGATE(0x00, 0x18, "delegate", Imm.LABEL, null, Feature.LEGACY_EXCEPTIONS),
    CATCH_ALL(0x00, 0x19, "catch_all", Imm.NONE, null, Feature.LEGACY_EXCEPTIONS),
    TRY_TABLE(0x00, 0x1F, "try_table", Imm.TRY_TABLE, null, Feature.EXCEPTIONS),
    // Parametric and variable instructions (sections 5.4.3 and 5.4.4)
    DROP(0x00, 0x1A, "drop", Imm.NONE, null),
    SELECT(0x00, 0x1B, "select", Imm.NONE, null),
    SELECT_T(0x00, 0x1C, "select", Imm.SELECT_TYPES, null, Feature.REFERENCE_TYPES),
    LOCAL_GET(0x00, 0x20, "local.get", Imm.LOCAL, null),
    LOCAL_SET(0x00, 0x21, "local.set", Imm.LOCAL, null),
    LOCAL_TEE(0x00, 0x22, "local.tee", Imm.LOCAL, null),
    GLOBAL_GET(0x00, 0x23, "global.get", Imm.GLOBAL, null),
    GLOBAL_SET(0x00, 0x24, "global.set", Imm.GLOBAL, null),
    // Table instructions (section 5.4.5)
    TABLE_GET(0x00, 0x25, "table.get", Imm.TABLE, null, Feature.REFERENCE_TYPES),
    TABLE_SET(0x00, 0x26, "table.set", Imm.TABLE, null, Feature.REFERENCE_TYPES),
    TABLE_INIT(0xFC, 0x0C, "table.init", Imm.ELEM_TABLE, null, Feature.BULK_MEMORY),
    ELEM_DROP(0xFC, 0x0D, "elem.drop", Imm.ELEM, "_", Feature.BULK_MEMORY),
    TABLE_COPY(0xFC, 0x0E, "table.copy", Imm.TABLE_TABLE, null, Feature.BULK_MEMORY),
    TABLE_GROW(0xFC, 0x0F, "table.grow", Imm.TABLE, null, Feature.REFERENCE_TYPES),
    TABLE_SIZE(0xFC, 0x10, "table.size", Imm.TABLE, null, Feature.REFERENCE_TYPES),
    TABLE_FILL(0xFC, 0x11, "table.fill", Imm.TABLE, null, Feature.REFERENCE_TYPES),
    // Memory instructions (section 5.4.6)
    I32_LOAD(0x00, 0x28, "i32.load", Imm.MEMARG, "a_i", 2),
    I64_LOAD(0x00, 0x29, "i64.load", Imm.MEMARG, "a_l", 3),
    F32_LOAD(0x00, 0x2A, "f32.load", Imm.MEMARG, "a_f", 2),
    F64_LOAD(0x00, 0x2B, "f64.load", Imm.MEMARG, "a_d", 3),
    I32_LOAD8_S(0x00, 0x2C, "i32.load8_s", Imm.MEMARG, "a_i", 0),
    I32_LOAD8_U(0x00, 0x2D, "i32.load8_u", Imm.MEMARG, "a_i", 0),
    I32_LOAD16_S(0x00, 0x2E, "i32.load16_s", Imm.MEMARG, "a_i", 1),
    I32_LOAD16_U(0x00, 0x2F, "i32.load16_u", Imm.MEMARG, "a_i", 1),
    I64_LOAD8_S(0x00, 0x30, "i64.load8_s", Imm.MEMARG, "a_l", 0),
    I64_LOAD8_U(0x00, 0x31, "i64.load8_u", Imm.MEMARG, "a_l", 0),
    I64_LOAD16_S(0x00, 0x32, "i64.load16_s", Imm.MEMARG, "a_l", 1),
    I64_LOAD16_U(0x00, 0x33, "i64.load16_u", Imm.MEMARG, "a_l", 1),
    I64_LOAD32_S(0x00, 0x34, "i64.load32_s", Imm.MEMARG, "a_l", 2),
    I64_LOAD32_U(0x00, 0x35, "i64.load32_u", Imm.MEMARG, "a_l", 2),
    I32_STORE(0x00, 0x36, "i32.store", Imm.MEMARG, "ai_", 2),
    I64_STORE(0x00, 0x37, "i64.store", Imm.MEMARG, "al_", 3),
    F32_STORE(0x00, 0x38, "f32.store", Imm.MEMARG, "af_", 2),
    F64_STORE(0x00, 0x39, "f64.store", Imm.MEMARG, "ad_", 3),
    I32_STORE8(0x00, 0x3A, "i32.store8", Imm.MEMARG, "ai_", 0),
    I32_STORE16(0x00, 0x3B, "i32.store16", Imm.MEMARG, "ai_", 1),
    I64_STORE8(0x00, 0x3C, "i64.store8", Imm.MEMARG, "al_", 0),
    I64_STORE16(0x00, 0x3D, "i64.store16", Imm.MEMARG, "al_", 1),
    I64_STORE32(0x00, 0x3E, "i64.store32", Imm.MEMARG, "al_", 2),
    MEMORY_SIZE(0x00, 0x3F, "memory.size", Imm.MEMORY, "_a"),
    MEMORY_GROW(0x00, 0x40, "memory.grow", Imm.MEMORY, "a_a"),
    MEMORY_INIT(0xFC, 0x08, "memory.init", Imm.DATA_MEMORY, "aii_", Feature.BULK_MEMORY),
    DATA_DROP(0xFC, 0x09, "data.drop", Imm.DATA, "_", Feature.BULK_MEMORY),
    MEMORY_COPY(0xFC, 0x0A, "memory.copy", Imm.MEMORY_MEMORY, null, Feature.BULK_MEMORY),
    MEMORY_FILL(0xFC, 0x0B, "memory.fill", Imm.MEMORY, "aia_", Feature.BULK_MEMORY),
    // Numeric instructions (section 5.4.8)
    I32_CONST(0x00, 0x41, "i32.const", Imm.I32, "_i"),
    I64_CONST(0x00, 0x42, "i64.const", Imm.I64, "_l"),
    F32_CONST(0x00, 0x43, "f32.const", Imm.F32, "_f"),
    F64_CONST(0x00, 0x44, "f64.const", Imm.F64, "_d"),
    I32_EQZ(0x00, 0x45, "i32.eqz", Imm.NONE, "i_i"),
    I32_EQ(0x00, 0x46, "i32.eq", Imm.NONE, "ii_i"),
    I32_NE(0x00, 0x47, "i32.ne", Imm.NONE, "ii_i"),
    I32_LT_S(0x00, 0x48, "i32.lt_s", Imm.NONE, "ii_i"),
    I32_LT_U(0x00, 0x49, "i32.lt_u", Imm.NONE, "ii_i"),
    I32_GT_S(0x00, 0x4A, "i32.gt_s", Imm.NONE, "ii_i"),
    I32_GT_U(0x00, 0x4B, "i32.gt_u", Imm.NONE, "ii_i"),
    I32_LE_S(0x00, 0x4C, "i32.le_s", Imm.NONE, "ii_i"),
    I32_LE_U(0x00, 0x4D, "i32.le_u", Imm.NONE, "ii_i"),
    I32_GE_S(0x00, 0x4E, "i32.ge_s", Imm.NONE, "ii_i"),
    I32_GE_U(0x00, 0x4F, "i32.ge_u", Imm.NONE, "ii_i"),
    I64_EQZ(0x00, 0x50, "i64.eqz", Imm.NONE, "l_i"),
    I64_EQ(0x00, 0x51, "i64.eq", Imm.NONE, "ll_i"),
    I64_NE(0x00, 0x52, "i64.ne", Imm.NONE, "ll_i"),
    I64_LT_S(0x00, 0x53, "i64.lt_s", Imm.NONE, "ll_i"),
    I64_LT_U(0x00, 0x54, "i64.lt_u", Imm.NONE, "ll_i"),
    I64_GT_S(0x00, 0x55, "i64.gt_s", Imm.NONE, "ll_i"),
    I64_GT_U(0x00, 0x56, "i64.gt_u", Imm.NONE, "ll_i"),
    I64_LE_S(0x00, 0x57, "i64.le_s", Imm.NONE, "ll_i"),
    I64_LE_U(0x00, 0x58, "i64.le_u", Imm.NONE, "ll_i"),
    I64_GE_S(0x00, 0x59, "i64.ge_s", Imm.NONE, "ll_i"),
    I64_GE_U(0x00, 0x5A, "i64.ge_u", Imm.NONE, "ll_i"),
    F32_EQ(0x00, 0x5B, "f32.eq", Imm.NONE, "ff_i"),
    F32_NE(0x00, 0x5C, "f32.ne", Imm.NONE, "ff_i"),
    F32_LT(0x00, 0x5D, "f32.lt", Imm.NONE, "ff_i"),
    F32_GT(0x00, 0x5E, "f32.gt", Imm.NONE, "ff_i"),
    F32_LE(0x00, 0x5F, "f32.le", Imm.NONE, "ff_i"),
    F32_GE(0x00, 0x60, "f32.ge", Imm.NONE, "ff_i"),
    F64_EQ(0x00, 0x61, "f64.eq", Imm.NONE, "dd_i"),
    F64_NE(0x00, 0x62, "f64.ne", Imm.NONE, "dd_i"),
    F64_LT(0x00, 0x63, "f64.lt", Imm.NONE, "dd_i"),
    F64_GT(0x00, 0x64, "f64.gt", Imm.NONE, "dd_i"),
    F64_LE(0x00, 0x65, "f64.le", Imm.NONE, "dd_i"),
    F64_GE(0x00, 0x66, "f64.ge", Imm.NONE, "dd_i"),
    I32_CLZ(0x00, 0x67, "i32.clz", Imm.NONE, "i_i"),
    I32_CTZ(0x00, 0x68, "i32.ctz", Imm.NONE, "i_i"),
    I32_POPCNT(0x00, 0x69, "i32.popcnt", Imm.NONE, "i_i"),
    I32_ADD(0x00, 0x6A, "i32.add", Imm.NONE, "ii_i"),
    I32_SUB(0x00, 0x6B, "i32.sub", Imm.NONE, "ii_i"),
    I32_MUL(0x00, 0x6C, "i32.mul", Imm.NONE, "ii_i"),
    I32_DIV_S(0x00, 0x6D, "i32.div_s", Imm.NONE, "ii_i"),
    I32_DIV_U(0x00, 0x6E, "i32.div_u", Imm.NONE, "ii_i"),
    I32_REM_S(0x00, 0x6F, "i32.rem_s", Imm.NONE, "ii_i"),
    I32_REM_U(0x00, 0x70, "i32.rem_u", Imm.NONE, "ii_i"),
    I32_AND(0x00, 0x71, "i32.and", Imm.NONE, "ii_i"),
    I32_OR(0x00, 0x72, "i32.or", Imm.NONE, "ii_i"),
    I32_XOR(0x00, 0x73, "i32.xor", Imm.NONE, "ii_i"),
    I32_SHL(0x00, 0x74, "i32.shl", Imm.NONE, "ii_i"),
    I32_SHR_S(0x00, 0x75, "i32.shr_s", Imm.NONE, "ii_i"),
    I32_SHR_U(0x00, 0x76, "i32.shr_u", Imm.NONE, "ii_i"),
    I32_ROTL(0x00, 0x77, "i32.rotl", Imm.NONE, "ii_i"),
    I32_ROTR(0x00, 0x78, "i32.rotr", Imm.NONE, "ii_i"),
    I64_CLZ(0x00, 0x79, "i64.clz", Imm.NONE, "l_l"),
    I64_CTZ(0x00, 0x7A, "i64.ctz", Imm.NONE, "l_l"),
    I64_POPCNT(0x00, 0x7B, "i64.popcnt", Imm.NONE, "l_l"),
    I64_ADD(0x00, 0x7C, "i64.add", Imm.NONE, "ll_l"),
    I64_SUB(0x00, 0x7D, "i64.sub", Imm.NONE, "ll_l"),
    I64_MUL(0x00, 0x7E, "i64.mul", Imm.NONE, "ll_l"),
    I64_DIV_S(0x00, 0x7F, "i64.div_s", Imm.NONE, "ll_l"),
    I64_DIV_U(0x00, 0x80, "i64.div_u", Imm.NONE, "ll_l"),
    I64_REM_S(0x00, 0x81, "i64.rem_s", Imm.NONE, "ll_l"),
    I64_REM_U(0x00, 0x82, "i64.rem_u", Imm.NONE, "ll_l"),
    I64_AND(0x00, 0x83, "i64.and", Imm.NONE, "ll_l"),
    I64_OR(0x00, 0x84, "i64.or", Imm.NONE, "ll_l"),
    I64_XOR(0x00, 0x85, "i64.xor", Imm.NONE, "ll_l"),
    I64_SHL(0x00, 0x86, "i64.shl", Imm.NONE, "ll_l"),
    I64_SHR_S(0x00, 0x87, "i64.shr_s", Imm.NONE, "ll_l"),
    I64_SHR_U(0x00, 0x88, "i64.shr_u", Imm.NONE, "ll_l"),
    I64_ROTL(0x00, 0x89, "i64.rotl", Imm.NONE, "ll_l"),
    I64_ROTR(0x00, 0x8A, "i64.rotr", Imm.NONE, "ll_l"),
    F32_ABS(0x00, 0x8B, "f32.abs", Imm.NONE, "f_f"),
    F32_NEG(0x00, 0x8C, "f32.neg", Imm.NONE, "f_f"),
    F32_CEIL(0x00, 0x8D, "f32.ceil", Imm.NONE, "f_f"),
    F32_FLOOR(0x00, 0x8E, "f32.floor", Imm.NONE, "f_f"),
    F32_TRUNC(0x00, 0x8F, "f32.trunc", Imm.NONE, "f_f"),
    F32_NEAREST(0x00, 0x90, "f32.nearest", Imm.NONE, "f_f"),
    F32_SQRT(0x00, 0x91, "f32.sqrt", Imm.NONE, "f_f"),
    F32_ADD(0x00, 0x92, "f32.add", Imm.NONE, "ff_f"),
    F32_SUB(0x00, 0x93, "f32.sub", Imm.NONE, "ff_f"),
    F32_MUL(0x00, 0x94, "f32.mul", Imm.NONE, "ff_f"),
    F32_DIV(0x00, 0x95, "f32.div", Imm.NONE, "ff_f"),
    F32_MIN(0x00, 0x96, "f32.min", Imm.NONE, "ff_f"),
    F32_MAX(0x00, 0x97, "f32.max", Imm.NONE, "ff_f"),
    F32_COPYSIGN(0x00, 0x98, "f32.copysign", Imm.NONE, "ff_f"),
    F64_ABS(0x00, 0x99, "f64.abs", Imm.NONE, "d_d"),
    F64_NEG(0x00, 0x9A, "f64.neg", Imm.NONE, "d_d"),
    F64_CEIL(0x00, 0x9B, "f64.ceil", Imm.NONE, "d_d"),
    F64_FLOOR(0x00, 0x9C, "f64.floor", Imm.NONE, "d_d"),
    F64_TRUNC(0x00, 0x9D, "f64.trunc", Imm.NONE, "d_d"),
    F64_NEAREST(0x00, 0x9E, "f64.nearest", Imm.NONE, "d_d"),
    F64_SQRT(0x00, 0x9F, "f64.sqrt", Imm.NONE, "d_d"),
    F64_ADD(0x00, 0xA0, "f64.add", Imm.NONE, "dd_d"),
    F64_SUB(0x00, 0xA1, "f64.sub", Imm.NONE, "dd_d"),
    F64_MUL(0x00, 0xA2, "f64.mul", Imm.NONE, "dd_d"),
    F64_DIV(0x00, 0xA3, "f64.div", Imm.NONE, "dd_d"),
    F64_MIN(0x00, 0xA4, "f64.min", Imm.NONE, "dd_d"),
    F64_MAX(0x00, 0xA5, "f64.max", Imm.NONE, "dd_d"),
    F64_COPYSIGN(0x00, 0xA6, "f64.copysign", Imm.NONE, "dd_d"),
    I32_WRAP_I64(0x00, 0xA7, "i32.wrap_i64", Imm.NONE, "l_i"),
    I32_TRUNC_F32_S(0x00, 0xA8, "i32.trunc_f32_s", Imm.NONE, "f_i"),
    I32_TRUNC_F32_U(0x00, 0xA9, "i32.trunc_f32_u", Imm.NONE, "f_i"),
    I32_TRUNC_F64_S(0x00, 0xAA, "i32.trunc_f64_s", Imm.NONE, "d_i"),
    I32_TRUNC_F64_U(0x00, 0xAB, "i32.trunc_f64_u", Imm.NONE, "d_i"),
    I64_EXTEND_I32_S(0x00, 0xAC, "i64.extend_i32_s", Imm.NONE, "i_l"),
    I64_EXTEND_I32_U(0x00, 0xAD, "i64.extend_i32_u", Imm.NONE, "i_l"),
    I64_TRUNC_F32_S(0x00, 0xAE, "i64.trunc_f32_s", Imm.NONE, "f_l"),
    I64_TRUNC_F32_U(0x00, 0xAF, "i64.trunc_f32_u", Imm.NONE, "f_l"),
    I64_TRUNC_F64_S(0x00, 0xB0, "i64.trunc_f64_s", Imm.NONE, "d_l"),
    I64_TRUNC_F64_U(0x00, 0xB1, "i64.trunc_f64_u", Imm.NONE, "d_l"),
    F32_CONVERT_I32_S(0x00, 0xB2, "f32.convert_i32_s", Imm.NONE, "i_f"),
    F32_CONVERT_I32_U(0x00, 0xB3, "f32.convert_i32_u", Imm.NONE, "i_f"),
    F32_CONVERT_I64_S(0x00, 0xB4, "f32.convert_i64_s", Imm.NONE, "l_f"),
    F32_CONVERT_I64_U(0x00, 0xB5, "f32.convert_i64_u", Imm.NONE, "l_f"),
    F32_DEMOTE_F64(0x00, 0xB6, "f32.demote_f64", Imm.NONE, "d_f"),
    F64_CONVERT_I32_S(0x00, 0xB7, "f64.convert_i32_s", Imm.NONE, "i_d"),
    F64_CONVERT_I32_U(0x00, 0xB8, "f64.convert_i32_u", Imm.NONE, "i_d"),
    F64_CONVERT_I64_S(0x00, 0xB9, "f64.convert_i64_s", Imm.NONE, "l_d"),
    F64_CONVERT_I64_U(0x00, 0xBA, "f64.convert_i64_u", Imm.NONE, "l_d"),
    F64_PROMOTE_F32(0x00, 0xBB, "f64.promote_f32", Imm.NONE, "f_d"),
    I32_REINTERPRET_F32(0x00, 0xBC, "i32.reinterpret_f32", Imm.NONE, "f_i"),
    I64_REINTERPRET_F64(0x00, 0xBD, "i64.reinterpret_f64", Imm.NONE, "d_l"),
    F32_REINTERPRET_I32(0x00, 0xBE, "f32.reinterpret_i32", Imm.NONE, "i_f"),
    F64_REINTERPRET_I64(0x00, 0xBF, "f64.reinterpret_i64", Imm.NONE, "l_d"),
    I32_EXTEND8_S(0x00, 0xC0, "i32.extend8_s", Imm.NONE, "i_i", Feature.SIGN_EXTENSION),
    I32_EXTEND16_S(0x00, 0xC1, "i32.extend16_s", Imm.NONE, "i_i", Feature.SIGN_EXTENSION),
    I64_EXTEND8_S(0x00, 0xC2, "i64.extend8_s", Imm.NONE, "l_l", Feature.SIGN_EXTENSION),
    I64_EXTEND16_S(0x00, 0xC3, "i64.extend16_s", Imm.NONE, "l_l", Feature.SIGN_EXTENSION),
    I64_EXTEND32_S(0x00, 0xC4, "i64.extend32_s", Imm.NONE, "l_l", Feature.SIGN_EXTENSION),
    I32_TRUNC_SAT_F32_S(0xFC, 0x00, "i32.trunc_sat_f32_s", Imm.NONE, "f_i", Feature.SATURATING_FLOAT_TO_INT),
    I32_TRUNC_SAT_F32_U(0xFC, 0x01, "i32.trunc_sat_f32_u", Imm.NONE, "f_i", Feature.SATURATING_FLOAT_TO_INT),
    I32_TRUNC_SAT_F64_S(0xFC, 0x02, "i32.trunc_sat_f64_s", Imm.NONE, "d_i", Feature.SATURATING_FLOAT_TO_INT),
    I32_TRUNC_SAT_F64_U(0xFC, 0x03, "i32.trunc_sat_f64_u", Imm.NONE, "d_i", Feature.SATURATING_FLOAT_TO_INT),
    I64_TRUNC_SAT_F32_S(0xFC, 0x04, "i64.trunc_sat_f32_s", Imm.NONE, "f_l", Feature.SATURATING_FLOAT_TO_INT),
    I64_TRUNC_SAT_F32_U(0xFC, 0x05, "i64.trunc_sat_f32_u", Imm.NONE, "f_l", Feature.SATURATING_FLOAT_TO_INT),
    I64_TRUNC_SAT_F64_S(0xFC, 0x06, "i64.trunc_sat_f64_s", Imm.NONE, "d_l", Feature.SATURATING_FLOAT_TO_INT),
    I64_TRUNC_SAT_F64_U(0xFC, 0x07, "i64.trunc_sat_f64_u", Imm.NONE, "d_l", Feature.SATURATING_FLOAT_TO_INT),
    // Wide arithmetic (wide-arithmetic proposal)
    I64_ADD128(0xFC, 0x13, "i64.add128", Imm.NONE, "llll_ll", Feature.WIDE_ARITHMETIC),
    I64_SUB128(0xFC, 0x14, "i64.sub128", Imm.NONE, "llll_ll", Feature.WIDE_ARITHMETIC),
    I64_MUL_WIDE_S(0xFC, 0x15, "i64.mul_wide_s", Imm.NONE, "ll_ll", Feature.WIDE_ARITHMETIC),
    I64_MUL_WIDE_U(0xFC, 0x16, "i64.mul_wide_u", Imm.NONE, "ll_ll", Feature.WIDE_ARITHMETIC),
    // Reference instructions (section 5.4.2)
    REF_NULL(0x00, 0xD0, "ref.null", Imm.HEAP_TYPE, null, Feature.REFERENCE_TYPES),
    REF_IS_NULL(0x00, 0xD1, "ref.is_null", Imm.NONE, null, Feature.REFERENCE_TYPES),
    REF_FUNC(0x00, 0xD2, "ref.func", Imm.FUNC, null, Feature.REFERENCE_TYPES),
    REF_EQ(0x00, 0xD3, "ref.eq", Imm.NONE, null, Feature.GC),
    REF_AS_NON_NULL(0x00, 0xD4, "ref.as_non_null", Imm.NONE, null, Feature.FUNCTION_REFERENCES),
    BR_ON_NULL(0x00, 0xD5, "br_on_null", Imm.LABEL, null, Feature.FUNCTION_REFERENCES),
    BR_ON_NON_NULL(0x00, 0xD6, "br_on_non_null", Imm.LABEL, null, Feature.FUNCTION_REFERENCES),
    // Aggregate instructions (section 5.4.2)
    STRUCT_NEW(0xFB, 0x00, "struct.new", Imm.TYPE, null, Feature.GC),
    STRUCT_NEW_DEFAULT(0xFB, 0x01, "struct.new_default", Imm.TYPE, null, Feature.GC),
    STRUCT_GET(0xFB, 0x02, "struct.get", Imm.TYPE_FIELD, null, Feature.GC),
    STRUCT_GET_S(0xFB, 0x03, "struct.get_s", Imm.TYPE_FIELD, null, Feature.GC),
    STRUCT_GET_U(0xFB, 0x04, "struct.get_u", Imm.TYPE_FIELD, null, Feature.GC),
    STRUCT_SET(0xFB, 0x05, "struct.set", Imm.TYPE_FIELD, null, Feature.GC),
    ARRAY_NEW(0xFB, 0x06, "array.new", Imm.TYPE, null, Feature.GC),
    ARRAY_NEW_DEFAULT(0xFB, 0x07, "array.new_default", Imm.TYPE, null, Feature.GC),
    ARRAY_NEW_FIXED(0xFB, 0x08, "array.new_fixed", Imm.TYPE_COUNT, null, Feature.GC),
    ARRAY_NEW_DATA(0xFB, 0x09, "array.new_data", Imm.TYPE_DATA, null, Feature.GC),
    ARRAY_NEW_ELEM(0xFB, 0x0A, "array.new_elem", Imm.TYPE_ELEM, null, Feature.GC),
    ARRAY_GET(0xFB, 0x0B, "array.get", Imm.TYPE, null, Feature.GC),
    ARRAY_GET_S(0xFB, 0x0C, "array.get_s", Imm.TYPE, null, Feature.GC),
    ARRAY_GET_U(0xFB, 0x0D, "array.get_u", Imm.TYPE, null, Feature.GC),
    ARRAY_SET(0xFB, 0x0E, "array.set", Imm.TYPE, null, Feature.GC),
    ARRAY_LEN(0xFB, 0x0F, "array.len", Imm.NONE, null, Feature.GC),
    ARRAY_FILL(0xFB, 0x10, "array.fill", Imm.TYPE, null, Feature.GC),
    ARRAY_COPY(0xFB, 0x11, "array.copy", Imm.TYPE_TYPE, null, Feature.GC),
    ARRAY_INIT_DATA(0xFB, 0x12, "array.init_data", Imm.TYPE_DATA, null, Feature.GC),
    ARRAY_INIT_ELEM(0xFB, 0x13, "array.init_elem", Imm.TYPE_ELEM, null, Feature.GC),
    REF_TEST(0xFB, 0x14, "ref.test", Imm.HEAP_TYPE, null, Feature.GC),
    REF_TEST_NULL(0xFB, 0x15, "ref.test", Imm.HEAP_TYPE, null, Feature.GC),
    REF_CAST(0xFB, 0x16, "ref.cast", Imm.HEAP_TYPE, null, Feature.GC),
    REF_CAST_NULL(0xFB, 0x17, "ref.cast", Imm.HEAP_TYPE, null, Feature.GC),
    BR_ON_CAST(0xFB, 0x18, "br_on_cast", Imm.BR_CAST, null, Feature.GC),
    BR_ON_CAST_FAIL(0xFB, 0x19, "br_on_cast_fail", Imm.BR_CAST, null, Feature.GC),
    ANY_CONVERT_EXTERN(0xFB, 0x1A, "any.convert_extern", Imm.NONE, null, Feature.GC),
    EXTERN_CONVERT_ANY(0xFB, 0x1B, "extern.convert_any", Imm.NONE, null, Feature.GC),
    REF_I31(0xFB, 0x1C, "ref.i31", Imm.NONE, null, Feature.GC),
    I31_GET_S(0xFB, 0x1D, "i31.get_s", Imm.NONE, null, Feature.GC),
    I31_GET_U(0xFB, 0x1E, "i31.get_u", Imm.NONE, null, Feature.GC),
    // Vector instructions (section 5.4.9)
    V128_LOAD(0xFD, 0x00, "v128.load", Imm.MEMARG, "a_v", 4, Feature.SIMD),
    V128_LOAD8X8_S(0xFD, 0x01, "v128.load8x8_s", Imm.MEMARG, "a_v", 3, Feature.SIMD),
    V128_LOAD8X8_U(0xFD, 0x02, "v128.load8x8_u", Imm.MEMARG, "a_v", 3, Feature.SIMD),
    V128_LOAD16X4_S(0xFD, 0x03, "v128.load16x4_s", Imm.MEMARG, "a_v", 3, Feature.SIMD),
    V128_LOAD16X4_U(0xFD, 0x04, "v128.load16x4_u", Imm.MEMARG, "a_v", 3, Feature.SIMD),
    V128_LOAD32X2_S(0xFD, 0x05, "v128.load32x2_s", Imm.MEMARG, "a_v", 3, Feature.SIMD),
    V128_LOAD32X2_U(0xFD, 0x06, "v128.load32x2_u", Imm.MEMARG, "a_v", 3, Feature.SIMD),
    V128_LOAD8_SPLAT(0xFD, 0x07, "v128.load8_splat", Imm.MEMARG, "a_v", 0, Feature.SIMD),
    V128_LOAD16_SPLAT(0xFD, 0x08, "v128.load16_splat", Imm.MEMARG, "a_v", 1, Feature.SIMD),
    V128_LOAD32_SPLAT(0xFD, 0x09, "v128.load32_splat", Imm.MEMARG, "a_v", 2, Feature.SIMD),
    V128_LOAD64_SPLAT(0xFD, 0x0A, "v128.load64_splat", Imm.MEMARG, "a_v", 3, Feature.SIMD),
    V128_STORE(0xFD, 0x0B, "v128.store", Imm.MEMARG, "av_", 4, Feature.SIMD),
    V128_CONST(0xFD, 0x0C, "v128.const", Imm.V128, "_v", Feature.SIMD),
    I8X16_SHUFFLE(0xFD, 0x0D, "i8x16.shuffle", Imm.SHUFFLE, "vv_v", Feature.SIMD),
    I8X16_SWIZZLE(0xFD, 0x0E, "i8x16.swizzle", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_SPLAT(0xFD, 0x0F, "i8x16.splat", Imm.NONE, "i_v", Feature.SIMD),
    I16X8_SPLAT(0xFD, 0x10, "i16x8.splat", Imm.NONE, "i_v", Feature.SIMD),
    I32X4_SPLAT(0xFD, 0x11, "i32x4.splat", Imm.NONE, "i_v", Feature.SIMD),
    I64X2_SPLAT(0xFD, 0x12, "i64x2.splat", Imm.NONE, "l_v", Feature.SIMD),
    F32X4_SPLAT(0xFD, 0x13, "f32x4.splat", Imm.NONE, "f_v", Feature.SIMD),
    F64X2_SPLAT(0xFD, 0x14, "f64x2.splat", Imm.NONE, "d_v", Feature.SIMD),
    I8X16_EXTRACT_LANE_S(0xFD, 0x15, "i8x16.extract_lane_s", Imm.LANE, "v_i", Feature.SIMD),
    I8X16_EXTRACT_LANE_U(0xFD, 0x16, "i8x16.extract_lane_u", Imm.LANE, "v_i", Feature.SIMD),
    I8X16_REPLACE_LANE(0xFD, 0x17, "i8x16.replace_lane", Imm.LANE, "vi_v", Feature.SIMD),
    I16X8_EXTRACT_LANE_S(0xFD, 0x18, "i16x8.extract_lane_s", Imm.LANE, "v_i", Feature.SIMD),
    I16X8_EXTRACT_LANE_U(0xFD, 0x19, "i16x8.extract_lane_u", Imm.LANE, "v_i", Feature.SIMD),
    I16X8_REPLACE_LANE(0xFD, 0x1A, "i16x8.replace_lane", Imm.LANE, "vi_v", Feature.SIMD),
    I32X4_EXTRACT_LANE(0xFD, 0x1B, "i32x4.extract_lane", Imm.LANE, "v_i", Feature.SIMD),
    I32X4_REPLACE_LANE(0xFD, 0x1C, "i32x4.replace_lane", Imm.LANE, "vi_v", Feature.SIMD),
    I64X2_EXTRACT_LANE(0xFD, 0x1D, "i64x2.extract_lane", Imm.LANE, "v_l", Feature.SIMD),
    I64X2_REPLACE_LANE(0xFD, 0x1E, "i64x2.replace_lane", Imm.LANE, "vl_v", Feature.SIMD),
    F32X4_EXTRACT_LANE(0xFD, 0x1F, "f32x4.extract_lane", Imm.LANE, "v_f", Feature.SIMD),
    F32X4_REPLACE_LANE(0xFD, 0x20, "f32x4.replace_lane", Imm.LANE, "vf_v", Feature.SIMD),
    F64X2_EXTRACT_LANE(0xFD, 0x21, "f64x2.extract_lane", Imm.LANE, "v_d", Feature.SIMD),
    F64X2_REPLACE_LANE(0xFD, 0x22, "f64x2.replace_lane", Imm.LANE, "vd_v", Feature.SIMD),
    I8X16_EQ(0xFD, 0x23, "i8x16.eq", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_NE(0xFD, 0x24, "i8x16.ne", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_LT_S(0xFD, 0x25, "i8x16.lt_s", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_LT_U(0xFD, 0x26, "i8x16.lt_u", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_GT_S(0xFD, 0x27, "i8x16.gt_s", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_GT_U(0xFD, 0x28, "i8x16.gt_u", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_LE_S(0xFD, 0x29, "i8x16.le_s", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_LE_U(0xFD, 0x2A, "i8x16.le_u", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_GE_S(0xFD, 0x2B, "i8x16.ge_s", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_GE_U(0xFD, 0x2C, "i8x16.ge_u", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_EQ(0xFD, 0x2D, "i16x8.eq", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_NE(0xFD, 0x2E, "i16x8.ne", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_LT_S(0xFD, 0x2F, "i16x8.lt_s", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_LT_U(0xFD, 0x30, "i16x8.lt_u", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_GT_S(0xFD, 0x31, "i16x8.gt_s", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_GT_U(0xFD, 0x32, "i16x8.gt_u", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_LE_S(0xFD, 0x33, "i16x8.le_s", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_LE_U(0xFD, 0x34, "i16x8.le_u", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_GE_S(0xFD, 0x35, "i16x8.ge_s", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_GE_U(0xFD, 0x36, "i16x8.ge_u", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_EQ(0xFD, 0x37, "i32x4.eq", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_NE(0xFD, 0x38, "i32x4.ne", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_LT_S(0xFD, 0x39, "i32x4.lt_s", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_LT_U(0xFD, 0x3A, "i32x4.lt_u", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_GT_S(0xFD, 0x3B, "i32x4.gt_s", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_GT_U(0xFD, 0x3C, "i32x4.gt_u", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_LE_S(0xFD, 0x3D, "i32x4.le_s", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_LE_U(0xFD, 0x3E, "i32x4.le_u", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_GE_S(0xFD, 0x3F, "i32x4.ge_s", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_GE_U(0xFD, 0x40, "i32x4.ge_u", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_EQ(0xFD, 0x41, "f32x4.eq", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_NE(0xFD, 0x42, "f32x4.ne", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_LT(0xFD, 0x43, "f32x4.lt", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_GT(0xFD, 0x44, "f32x4.gt", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_LE(0xFD, 0x45, "f32x4.le", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_GE(0xFD, 0x46, "f32x4.ge", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_EQ(0xFD, 0x47, "f64x2.eq", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_NE(0xFD, 0x48, "f64x2.ne", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_LT(0xFD, 0x49, "f64x2.lt", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_GT(0xFD, 0x4A, "f64x2.gt", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_LE(0xFD, 0x4B, "f64x2.le", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_GE(0xFD, 0x4C, "f64x2.ge", Imm.NONE, "vv_v", Feature.SIMD),
    V128_NOT(0xFD, 0x4D, "v128.not", Imm.NONE, "v_v", Feature.SIMD),
    V128_AND(0xFD, 0x4E, "v128.and", Imm.NONE, "vv_v", Feature.SIMD),
    V128_ANDNOT(0xFD, 0x4F, "v128.andnot", Imm.NONE, "vv_v", Feature.SIMD),
    V128_OR(0xFD, 0x50, "v128.or", Imm.NONE, "vv_v", Feature.SIMD),
    V128_XOR(0xFD, 0x51, "v128.xor", Imm.NONE, "vv_v", Feature.SIMD),
    V128_BITSELECT(0xFD, 0x52, "v128.bitselect", Imm.NONE, "vvv_v", Feature.SIMD),
    V128_ANY_TRUE(0xFD, 0x53, "v128.any_true", Imm.NONE, "v_i", Feature.SIMD),
    V128_LOAD8_LANE(0xFD, 0x54, "v128.load8_lane", Imm.MEMARG_LANE, "av_v", 0, Feature.SIMD),
    V128_LOAD16_LANE(0xFD, 0x55, "v128.load16_lane", Imm.MEMARG_LANE, "av_v", 1, Feature.SIMD),
    V128_LOAD32_LANE(0xFD, 0x56, "v128.load32_lane", Imm.MEMARG_LANE, "av_v", 2, Feature.SIMD),
    V128_LOAD64_LANE(0xFD, 0x57, "v128.load64_lane", Imm.MEMARG_LANE, "av_v", 3, Feature.SIMD),
    V128_STORE8_LANE(0xFD, 0x58, "v128.store8_lane", Imm.MEMARG_LANE, "av_", 0, Feature.SIMD),
    V128_STORE16_LANE(0xFD, 0x59, "v128.store16_lane", Imm.MEMARG_LANE, "av_", 1, Feature.SIMD),
    V128_STORE32_LANE(0xFD, 0x5A, "v128.store32_lane", Imm.MEMARG_LANE, "av_", 2, Feature.SIMD),
    V128_STORE64_LANE(0xFD, 0x5B, "v128.store64_lane", Imm.MEMARG_LANE, "av_", 3, Feature.SIMD),
    V128_LOAD32_ZERO(0xFD, 0x5C, "v128.load32_zero", Imm.MEMARG, "a_v", 2, Feature.SIMD),
    V128_LOAD64_ZERO(0xFD, 0x5D, "v128.load64_zero", Imm.MEMARG, "a_v", 3, Feature.SIMD),
    F32X4_DEMOTE_F64X2_ZERO(0xFD, 0x5E, "f32x4.demote_f64x2_zero", Imm.NONE, "v_v", Feature.SIMD),
    F64X2_PROMOTE_LOW_F32X4(0xFD, 0x5F, "f64x2.promote_low_f32x4", Imm.NONE, "v_v", Feature.SIMD),
    I8X16_ABS(0xFD, 0x60, "i8x16.abs", Imm.NONE, "v_v", Feature.SIMD),
    I8X16_NEG(0xFD, 0x61, "i8x16.neg", Imm.NONE, "v_v", Feature.SIMD),
    I8X16_POPCNT(0xFD, 0x62, "i8x16.popcnt", Imm.NONE, "v_v", Feature.SIMD),
    I8X16_ALL_TRUE(0xFD, 0x63, "i8x16.all_true", Imm.NONE, "v_i", Feature.SIMD),
    I8X16_BITMASK(0xFD, 0x64, "i8x16.bitmask", Imm.NONE, "v_i", Feature.SIMD),
    I8X16_NARROW_I16X8_S(0xFD, 0x65, "i8x16.narrow_i16x8_s", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_NARROW_I16X8_U(0xFD, 0x66, "i8x16.narrow_i16x8_u", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_CEIL(0xFD, 0x67, "f32x4.ceil", Imm.NONE, "v_v", Feature.SIMD),
    F32X4_FLOOR(0xFD, 0x68, "f32x4.floor", Imm.NONE, "v_v", Feature.SIMD),
    F32X4_TRUNC(0xFD, 0x69, "f32x4.trunc", Imm.NONE, "v_v", Feature.SIMD),
    F32X4_NEAREST(0xFD, 0x6A, "f32x4.nearest", Imm.NONE, "v_v", Feature.SIMD),
    I8X16_SHL(0xFD, 0x6B, "i8x16.shl", Imm.NONE, "vi_v", Feature.SIMD),
    I8X16_SHR_S(0xFD, 0x6C, "i8x16.shr_s", Imm.NONE, "vi_v", Feature.SIMD),
    I8X16_SHR_U(0xFD, 0x6D, "i8x16.shr_u", Imm.NONE, "vi_v", Feature.SIMD),
    I8X16_ADD(0xFD, 0x6E, "i8x16.add", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_ADD_SAT_S(0xFD, 0x6F, "i8x16.add_sat_s", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_ADD_SAT_U(0xFD, 0x70, "i8x16.add_sat_u", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_SUB(0xFD, 0x71, "i8x16.sub", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_SUB_SAT_S(0xFD, 0x72, "i8x16.sub_sat_s", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_SUB_SAT_U(0xFD, 0x73, "i8x16.sub_sat_u", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_CEIL(0xFD, 0x74, "f64x2.ceil", Imm.NONE, "v_v", Feature.SIMD),
    F64X2_FLOOR(0xFD, 0x75, "f64x2.floor", Imm.NONE, "v_v", Feature.SIMD),
    I8X16_MIN_S(0xFD, 0x76, "i8x16.min_s", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_MIN_U(0xFD, 0x77, "i8x16.min_u", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_MAX_S(0xFD, 0x78, "i8x16.max_s", Imm.NONE, "vv_v", Feature.SIMD),
    I8X16_MAX_U(0xFD, 0x79, "i8x16.max_u", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_TRUNC(0xFD, 0x7A, "f64x2.trunc", Imm.NONE, "v_v", Feature.SIMD),
    I8X16_AVGR_U(0xFD, 0x7B, "i8x16.avgr_u", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_EXTADD_PAIRWISE_I8X16_S(0xFD, 0x7C, "i16x8.extadd_pairwise_i8x16_s", Imm.NONE, "v_v", Feature.SIMD),
    I16X8_EXTADD_PAIRWISE_I8X16_U(0xFD, 0x7D, "i16x8.extadd_pairwise_i8x16_u", Imm.NONE, "v_v", Feature.SIMD),
    I32X4_EXTADD_PAIRWISE_I16X8_S(0xFD, 0x7E, "i32x4.extadd_pairwise_i16x8_s", Imm.NONE, "v_v", Feature.SIMD),
    I32X4_EXTADD_PAIRWISE_I16X8_U(0xFD, 0x7F, "i32x4.extadd_pairwise_i16x8_u", Imm.NONE, "v_v", Feature.SIMD),
    I16X8_ABS(0xFD, 0x80, "i16x8.abs", Imm.NONE, "v_v", Feature.SIMD),
    I16X8_NEG(0xFD, 0x81, "i16x8.neg", Imm.NONE, "v_v", Feature.SIMD),
    I16X8_Q15MULR_SAT_S(0xFD, 0x82, "i16x8.q15mulr_sat_s", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_ALL_TRUE(0xFD, 0x83, "i16x8.all_true", Imm.NONE, "v_i", Feature.SIMD),
    I16X8_BITMASK(0xFD, 0x84, "i16x8.bitmask", Imm.NONE, "v_i", Feature.SIMD),
    I16X8_NARROW_I32X4_S(0xFD, 0x85, "i16x8.narrow_i32x4_s", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_NARROW_I32X4_U(0xFD, 0x86, "i16x8.narrow_i32x4_u", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_EXTEND_LOW_I8X16_S(0xFD, 0x87, "i16x8.extend_low_i8x16_s", Imm.NONE, "v_v", Feature.SIMD),
    I16X8_EXTEND_HIGH_I8X16_S(0xFD, 0x88, "i16x8.extend_high_i8x16_s", Imm.NONE, "v_v", Feature.SIMD),
    I16X8_EXTEND_LOW_I8X16_U(0xFD, 0x89, "i16x8.extend_low_i8x16_u", Imm.NONE, "v_v", Feature.SIMD),
    I16X8_EXTEND_HIGH_I8X16_U(0xFD, 0x8A, "i16x8.extend_high_i8x16_u", Imm.NONE, "v_v", Feature.SIMD),
    I16X8_SHL(0xFD, 0x8B, "i16x8.shl", Imm.NONE, "vi_v", Feature.SIMD),
    I16X8_SHR_S(0xFD, 0x8C, "i16x8.shr_s", Imm.NONE, "vi_v", Feature.SIMD),
    I16X8_SHR_U(0xFD, 0x8D, "i16x8.shr_u", Imm.NONE, "vi_v", Feature.SIMD),
    I16X8_ADD(0xFD, 0x8E, "i16x8.add", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_ADD_SAT_S(0xFD, 0x8F, "i16x8.add_sat_s", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_ADD_SAT_U(0xFD, 0x90, "i16x8.add_sat_u", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_SUB(0xFD, 0x91, "i16x8.sub", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_SUB_SAT_S(0xFD, 0x92, "i16x8.sub_sat_s", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_SUB_SAT_U(0xFD, 0x93, "i16x8.sub_sat_u", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_NEAREST(0xFD, 0x94, "f64x2.nearest", Imm.NONE, "v_v", Feature.SIMD),
    I16X8_MUL(0xFD, 0x95, "i16x8.mul", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_MIN_S(0xFD, 0x96, "i16x8.min_s", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_MIN_U(0xFD, 0x97, "i16x8.min_u", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_MAX_S(0xFD, 0x98, "i16x8.max_s", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_MAX_U(0xFD, 0x99, "i16x8.max_u", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_AVGR_U(0xFD, 0x9B, "i16x8.avgr_u", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_EXTMUL_LOW_I8X16_S(0xFD, 0x9C, "i16x8.extmul_low_i8x16_s", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_EXTMUL_HIGH_I8X16_S(0xFD, 0x9D, "i16x8.extmul_high_i8x16_s", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_EXTMUL_LOW_I8X16_U(0xFD, 0x9E, "i16x8.extmul_low_i8x16_u", Imm.NONE, "vv_v", Feature.SIMD),
    I16X8_EXTMUL_HIGH_I8X16_U(0xFD, 0x9F, "i16x8.extmul_high_i8x16_u", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_ABS(0xFD, 0xA0, "i32x4.abs", Imm.NONE, "v_v", Feature.SIMD),
    I32X4_NEG(0xFD, 0xA1, "i32x4.neg", Imm.NONE, "v_v", Feature.SIMD),
    I32X4_ALL_TRUE(0xFD, 0xA3, "i32x4.all_true", Imm.NONE, "v_i", Feature.SIMD),
    I32X4_BITMASK(0xFD, 0xA4, "i32x4.bitmask", Imm.NONE, "v_i", Feature.SIMD),
    I32X4_EXTEND_LOW_I16X8_S(0xFD, 0xA7, "i32x4.extend_low_i16x8_s", Imm.NONE, "v_v", Feature.SIMD),
    I32X4_EXTEND_HIGH_I16X8_S(0xFD, 0xA8, "i32x4.extend_high_i16x8_s", Imm.NONE, "v_v", Feature.SIMD),
    I32X4_EXTEND_LOW_I16X8_U(0xFD, 0xA9, "i32x4.extend_low_i16x8_u", Imm.NONE, "v_v", Feature.SIMD),
    I32X4_EXTEND_HIGH_I16X8_U(0xFD, 0xAA, "i32x4.extend_high_i16x8_u", Imm.NONE, "v_v", Feature.SIMD),
    I32X4_SHL(0xFD, 0xAB, "i32x4.shl", Imm.NONE, "vi_v", Feature.SIMD),
    I32X4_SHR_S(0xFD, 0xAC, "i32x4.shr_s", Imm.NONE, "vi_v", Feature.SIMD),
    I32X4_SHR_U(0xFD, 0xAD, "i32x4.shr_u", Imm.NONE, "vi_v", Feature.SIMD),
    I32X4_ADD(0xFD, 0xAE, "i32x4.add", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_SUB(0xFD, 0xB1, "i32x4.sub", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_MUL(0xFD, 0xB5, "i32x4.mul", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_MIN_S(0xFD, 0xB6, "i32x4.min_s", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_MIN_U(0xFD, 0xB7, "i32x4.min_u", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_MAX_S(0xFD, 0xB8, "i32x4.max_s", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_MAX_U(0xFD, 0xB9, "i32x4.max_u", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_DOT_I16X8_S(0xFD, 0xBA, "i32x4.dot_i16x8_s", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_EXTMUL_LOW_I16X8_S(0xFD, 0xBC, "i32x4.extmul_low_i16x8_s", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_EXTMUL_HIGH_I16X8_S(0xFD, 0xBD, "i32x4.extmul_high_i16x8_s", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_EXTMUL_LOW_I16X8_U(0xFD, 0xBE, "i32x4.extmul_low_i16x8_u", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_EXTMUL_HIGH_I16X8_U(0xFD, 0xBF, "i32x4.extmul_high_i16x8_u", Imm.NONE, "vv_v", Feature.SIMD),
    I64X2_ABS(0xFD, 0xC0, "i64x2.abs", Imm.NONE, "v_v", Feature.SIMD),
    I64X2_NEG(0xFD, 0xC1, "i64x2.neg", Imm.NONE, "v_v", Feature.SIMD),
    I64X2_ALL_TRUE(0xFD, 0xC3, "i64x2.all_true", Imm.NONE, "v_i", Feature.SIMD),
    I64X2_BITMASK(0xFD, 0xC4, "i64x2.bitmask", Imm.NONE, "v_i", Feature.SIMD),
    I64X2_EXTEND_LOW_I32X4_S(0xFD, 0xC7, "i64x2.extend_low_i32x4_s", Imm.NONE, "v_v", Feature.SIMD),
    I64X2_EXTEND_HIGH_I32X4_S(0xFD, 0xC8, "i64x2.extend_high_i32x4_s", Imm.NONE, "v_v", Feature.SIMD),
    I64X2_EXTEND_LOW_I32X4_U(0xFD, 0xC9, "i64x2.extend_low_i32x4_u", Imm.NONE, "v_v", Feature.SIMD),
    I64X2_EXTEND_HIGH_I32X4_U(0xFD, 0xCA, "i64x2.extend_high_i32x4_u", Imm.NONE, "v_v", Feature.SIMD),
    I64X2_SHL(0xFD, 0xCB, "i64x2.shl", Imm.NONE, "vi_v", Feature.SIMD),
    I64X2_SHR_S(0xFD, 0xCC, "i64x2.shr_s", Imm.NONE, "vi_v", Feature.SIMD),
    I64X2_SHR_U(0xFD, 0xCD, "i64x2.shr_u", Imm.NONE, "vi_v", Feature.SIMD),
    I64X2_ADD(0xFD, 0xCE, "i64x2.add", Imm.NONE, "vv_v", Feature.SIMD),
    I64X2_SUB(0xFD, 0xD1, "i64x2.sub", Imm.NONE, "vv_v", Feature.SIMD),
    I64X2_MUL(0xFD, 0xD5, "i64x2.mul", Imm.NONE, "vv_v", Feature.SIMD),
    I64X2_EQ(0xFD, 0xD6, "i64x2.eq", Imm.NONE, "vv_v", Feature.SIMD),
    I64X2_NE(0xFD, 0xD7, "i64x2.ne", Imm.NONE, "vv_v", Feature.SIMD),
    I64X2_LT_S(0xFD, 0xD8, "i64x2.lt_s", Imm.NONE, "vv_v", Feature.SIMD),
    I64X2_GT_S(0xFD, 0xD9, "i64x2.gt_s", Imm.NONE, "vv_v", Feature.SIMD),
    I64X2_LE_S(0xFD, 0xDA, "i64x2.le_s", Imm.NONE, "vv_v", Feature.SIMD),
    I64X2_GE_S(0xFD, 0xDB, "i64x2.ge_s", Imm.NONE, "vv_v", Feature.SIMD),
    I64X2_EXTMUL_LOW_I32X4_S(0xFD, 0xDC, "i64x2.extmul_low_i32x4_s", Imm.NONE, "vv_v", Feature.SIMD),
    I64X2_EXTMUL_HIGH_I32X4_S(0xFD, 0xDD, "i64x2.extmul_high_i32x4_s", Imm.NONE, "vv_v", Feature.SIMD),
    I64X2_EXTMUL_LOW_I32X4_U(0xFD, 0xDE, "i64x2.extmul_low_i32x4_u", Imm.NONE, "vv_v", Feature.SIMD),
    I64X2_EXTMUL_HIGH_I32X4_U(0xFD, 0xDF, "i64x2.extmul_high_i32x4_u", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_ABS(0xFD, 0xE0, "f32x4.abs", Imm.NONE, "v_v", Feature.SIMD),
    F32X4_NEG(0xFD, 0xE1, "f32x4.neg", Imm.NONE, "v_v", Feature.SIMD),
    F32X4_SQRT(0xFD, 0xE3, "f32x4.sqrt", Imm.NONE, "v_v", Feature.SIMD),
    F32X4_ADD(0xFD, 0xE4, "f32x4.add", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_SUB(0xFD, 0xE5, "f32x4.sub", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_MUL(0xFD, 0xE6, "f32x4.mul", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_DIV(0xFD, 0xE7, "f32x4.div", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_MIN(0xFD, 0xE8, "f32x4.min", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_MAX(0xFD, 0xE9, "f32x4.max", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_PMIN(0xFD, 0xEA, "f32x4.pmin", Imm.NONE, "vv_v", Feature.SIMD),
    F32X4_PMAX(0xFD, 0xEB, "f32x4.pmax", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_ABS(0xFD, 0xEC, "f64x2.abs", Imm.NONE, "v_v", Feature.SIMD),
    F64X2_NEG(0xFD, 0xED, "f64x2.neg", Imm.NONE, "v_v", Feature.SIMD),
    F64X2_SQRT(0xFD, 0xEF, "f64x2.sqrt", Imm.NONE, "v_v", Feature.SIMD),
    F64X2_ADD(0xFD, 0xF0, "f64x2.add", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_SUB(0xFD, 0xF1, "f64x2.sub", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_MUL(0xFD, 0xF2, "f64x2.mul", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_DIV(0xFD, 0xF3, "f64x2.div", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_MIN(0xFD, 0xF4, "f64x2.min", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_MAX(0xFD, 0xF5, "f64x2.max", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_PMIN(0xFD, 0xF6, "f64x2.pmin", Imm.NONE, "vv_v", Feature.SIMD),
    F64X2_PMAX(0xFD, 0xF7, "f64x2.pmax", Imm.NONE, "vv_v", Feature.SIMD),
    I32X4_TRUNC_SAT_F32X4_S(0xFD, 0xF8, "i32x4.trunc_sat_f32x4_s", Imm.NONE, "v_v", Feature.SIMD),
    I32X4_TRUNC_SAT_F32X4_U(0xFD, 0xF9, "i32x4.trunc_sat_f32x4_u", Imm.NONE, "v_v", Feature.SIMD),
    F32X4_CONVERT_I32X4_S(0xFD, 0xFA, "f32x4.convert_i32x4_s", Imm.NONE, "v_v", Feature.SIMD),
    F32X4_CONVERT_I32X4_U(0xFD, 0xFB, "f32x4.convert_i32x4_u", Imm.NONE, "v_v", Feature.SIMD),
    I32X4_TRUNC_SAT_F64X2_S_ZERO(0xFD, 0xFC, "i32x4.trunc_sat_f64x2_s_zero", Imm.NONE, "v_v", Feature.SIMD),
    I32X4_TRUNC_SAT_F64X2_U_ZERO(0xFD, 0xFD, "i32x4.trunc_sat_f64x2_u_zero", Imm.NONE, "v_v", Feature.SIMD),
    F64X2_CONVERT_LOW_I32X4_S(0xFD, 0xFE, "f64x2.convert_low_i32x4_s", Imm.NONE, "v_v", Feature.SIMD),
    F64X2_CONVERT_LOW_I32X4_U(0xFD, 0xFF, "f64x2.convert_low_i32x4_u", Imm.NONE, "v_v", Feature.SIMD),
    // Relaxed vector instructions (section 5.4.9)
    I8X16_RELAXED_SWIZZLE(0xFD, 0x100, "i8x16.relaxed_swizzle", Imm.NONE, "vv_v", Feature.RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F32X4_S(0xFD, 0x101, "i32x4.relaxed_trunc_f32x4_s", Imm.NONE, "v_v", Feature.RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F32X4_U(0xFD, 0x102, "i32x4.relaxed_trunc_f32x4_u", Imm.NONE, "v_v", Feature.RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F64X2_S_ZERO(0xFD, 0x103, "i32x4.relaxed_trunc_f64x2_s_zero", Imm.NONE, "v_v", Feature.RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F64X2_U_ZERO(0xFD, 0x104, "i32x4.relaxed_trunc_f64x2_u_zero", Imm.NONE, "v_v", Feature.RELAXED_SIMD),
    F32X4_RELAXED_MADD(0xFD, 0x105, "f32x4.relaxed_madd", Imm.NONE, "vvv_v", Feature.RELAXED_SIMD),
    F32X4_RELAXED_NMADD(0xFD, 0x106, "f32x4.relaxed_nmadd", Imm.NONE, "vvv_v", Feature.RELAXED_SIMD),
    F64X2_RELAXED_MADD(0xFD, 0x107, "f64x2.relaxed_madd", Imm.NONE, "vvv_v", Feature.RELAXED_SIMD),
    F64X2_RELAXED_NMADD(0xFD, 0x108, "f64x2.relaxed_nmadd", Imm.NONE, "vvv_v", Feature.RELAXED_SIMD),
    I8X16_RELAXED_LANESELECT(0xFD, 0x109, "i8x16.relaxed_laneselect", Imm.NONE, "vvv_v", Feature.RELAXED_SIMD),
    I16X8_RELAXED_LANESELECT(0xFD, 0x10A, "i16x8.relaxed_laneselect", Imm.NONE, "vvv_v", Feature.RELAXED_SIMD),
    I32X4_RELAXED_LANESELECT(0xFD, 0x10B, "i32x4.relaxed_laneselect", Imm.NONE, "vvv_v", Feature.RELAXED_SIMD),
    I64X2_RELAXED_LANESELECT(0xFD, 0x10C, "i64x2.relaxed_laneselect", Imm.NONE, "vvv_v", Feature.RELAXED_SIMD),
    F32X4_RELAXED_MIN(0xFD, 0x10D, "f32x4.relaxed_min", Imm.NONE, "vv_v", Feature.RELAXED_SIMD),
    F32X4_RELAXED_MAX(0xFD, 0x10E, "f32x4.relaxed_max", Imm.NONE, "vv_v", Feature.RELAXED_SIMD),
    F64X2_RELAXED_MIN(0xFD, 0x10F, "f64x2.relaxed_min", Imm.NONE, "vv_v", Feature.RELAXED_SIMD),
    F64X2_RELAXED_MAX(0xFD, 0x110, "f64x2.relaxed_max", Imm.NONE, "vv_v", Feature.RELAXED_SIMD),
    I16X8_RELAXED_Q15MULR_S(0xFD, 0x111, "i16x8.relaxed_q15mulr_s", Imm.NONE, "vv_v", Feature.RELAXED_SIMD),
    I16X8_RELAXED_DOT_I8X16_I7X16_S(0xFD, 0x112, "i16x8.relaxed_dot_i8x16_i7x16_s", Imm.NONE, "vv_v", Feature.RELAXED_SIMD),
    I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S(0xFD, 0x113, "i32x4.relaxed_dot_i8x16_i7x16_add_s", Imm.NONE, "vvv_v", Feature.RELAXED_SIMD),
    // Atomic memory instructions (threads proposal)
    MEMORY_ATOMIC_NOTIFY(0xFE, 0x00, "memory.atomic.notify", Imm.MEMARG, "ai_i", 2, Feature.THREADS),
    MEMORY_ATOMIC_WAIT32(0xFE, 0x01, "memory.atomic.wait32", Imm.MEMARG, "ail_i", 2, Feature.THREADS),
    MEMORY_ATOMIC_WAIT64(0xFE, 0x02, "memory.atomic.wait64", Imm.MEMARG, "all_i", 3, Feature.THREADS),
    ATOMIC_FENCE(0xFE, 0x03, "atomic.fence", Imm.FENCE, "_", Feature.THREADS),
    I32_ATOMIC_LOAD(0xFE, 0x10, "i32.atomic.load", Imm.MEMARG, "a_i", 2, Feature.THREADS),
    I64_ATOMIC_LOAD(0xFE, 0x11, "i64.atomic.load", Imm.MEMARG, "a_l", 3, Feature.THREADS),
    I32_ATOMIC_LOAD8_U(0xFE, 0x12, "i32.atomic.load8_u", Imm.MEMARG, "a_i", 0, Feature.THREADS),
    I32_ATOMIC_LOAD16_U(0xFE, 0x13, "i32.atomic.load16_u", Imm.MEMARG, "a_i", 1, Feature.THREADS),
    I64_ATOMIC_LOAD8_U(0xFE, 0x14, "i64.atomic.load8_u", Imm.MEMARG, "a_l", 0, Feature.THREADS),
    I64_ATOMIC_LOAD16_U(0xFE, 0x15, "i64.atomic.load16_u", Imm.MEMARG, "a_l", 1, Feature.THREADS),
    I64_ATOMIC_LOAD32_U(0xFE, 0x16, "i64.atomic.load32_u", Imm.MEMARG, "a_l", 2, Feature.THREADS),
    I32_ATOMIC_STORE(0xFE, 0x17, "i32.atomic.store", Imm.MEMARG, "ai_", 2, Feature.THREADS),
    I64_ATOMIC_STORE(0xFE, 0x18, "i64.atomic.store", Imm.MEMARG, "al_", 3, Feature.THREADS),
    I32_ATOMIC_STORE8(0xFE, 0x19, "i32.atomic.store8", Imm.MEMARG, "ai_", 0, Feature.THREADS),
    I32_ATOMIC_STORE16(0xFE, 0x1A, "i32.atomic.store16", Imm.MEMARG, "ai_", 1, Feature.THREADS),
    I64_ATOMIC_STORE8(0xFE, 0x1B, "i64.atomic.store8", Imm.MEMARG, "al_", 0, Feature.THREADS),
    I64_ATOMIC_STORE16(0xFE, 0x1C, "i64.atomic.store16", Imm.MEMARG, "al_", 1, Feature.THREADS),
    I64_ATOMIC_STORE32(0xFE, 0x1D, "i64.atomic.store32", Imm.MEMARG, "al_", 2, Feature.THREADS),
    I32_ATOMIC_RMW_ADD(0xFE, 0x1E, "i32.atomic.rmw.add", Imm.MEMARG, "ai_i", 2, Feature.THREADS),
    I64_ATOMIC_RMW_ADD(0xFE, 0x1F, "i64.atomic.rmw.add", Imm.MEMARG, "al_l", 3, Feature.THREADS),
    I32_ATOMIC_RMW8_ADD_U(0xFE, 0x20, "i32.atomic.rmw8.add_u", Imm.MEMARG, "ai_i", 0, Feature.THREADS),
    I32_ATOMIC_RMW16_ADD_U(0xFE, 0x21, "i32.atomic.rmw16.add_u", Imm.MEMARG, "ai_i", 1, Feature.THREADS),
    I64_ATOMIC_RMW8_ADD_U(0xFE, 0x22, "i64.atomic.rmw8.add_u", Imm.MEMARG, "al_l", 0, Feature.THREADS),
    I64_ATOMIC_RMW16_ADD_U(0xFE, 0x23, "i64.atomic.rmw16.add_u", Imm.MEMARG, "al_l", 1, Feature.THREADS),
    I64_ATOMIC_RMW32_ADD_U(0xFE, 0x24, "i64.atomic.rmw32.add_u", Imm.MEMARG, "al_l", 2, Feature.THREADS),
    I32_ATOMIC_RMW_SUB(0xFE, 0x25, "i32.atomic.rmw.sub", Imm.MEMARG, "ai_i", 2, Feature.THREADS),
    I64_ATOMIC_RMW_SUB(0xFE, 0x26, "i64.atomic.rmw.sub", Imm.MEMARG, "al_l", 3, Feature.THREADS),
    I32_ATOMIC_RMW8_SUB_U(0xFE, 0x27, "i32.atomic.rmw8.sub_u", Imm.MEMARG, "ai_i", 0, Feature.THREADS),
    I32_ATOMIC_RMW16_SUB_U(0xFE, 0x28, "i32.atomic.rmw16.sub_u", Imm.MEMARG, "ai_i", 1, Feature.THREADS),
    I64_ATOMIC_RMW8_SUB_U(0xFE, 0x29, "i64.atomic.rmw8.sub_u", Imm.MEMARG, "al_l", 0, Feature.THREADS),
    I64_ATOMIC_RMW16_SUB_U(0xFE, 0x2A, "i64.atomic.rmw16.sub_u", Imm.MEMARG, "al_l", 1, Feature.THREADS),
    I64_ATOMIC_RMW32_SUB_U(0xFE, 0x2B, "i64.atomic.rmw32.sub_u", Imm.MEMARG, "al_l", 2, Feature.THREADS),
    I32_ATOMIC_RMW_AND(0xFE, 0x2C, "i32.atomic.rmw.and", Imm.MEMARG, "ai_i", 2, Feature.THREADS),
    I64_ATOMIC_RMW_AND(0xFE, 0x2D, "i64.atomic.rmw.and", Imm.MEMARG, "al_l", 3, Feature.THREADS),
    I32_ATOMIC_RMW8_AND_U(0xFE, 0x2E, "i32.atomic.rmw8.and_u", Imm.MEMARG, "ai_i", 0, Feature.THREADS),
    I32_ATOMIC_RMW16_AND_U(0xFE, 0x2F, "i32.atomic.rmw16.and_u", Imm.MEMARG, "ai_i", 1, Feature.THREADS),
    I64_ATOMIC_RMW8_AND_U(0xFE, 0x30, "i64.atomic.rmw8.and_u", Imm.MEMARG, "al_l", 0, Feature.THREADS),
    I64_ATOMIC_RMW16_AND_U(0xFE, 0x31, "i64.atomic.rmw16.and_u", Imm.MEMARG, "al_l", 1, Feature.THREADS),
    I64_ATOMIC_RMW32_AND_U(0xFE, 0x32, "i64.atomic.rmw32.and_u", Imm.MEMARG, "al_l", 2, Feature.THREADS),
    I32_ATOMIC_RMW_OR(0xFE, 0x33, "i32.atomic.rmw.or", Imm.MEMARG, "ai_i", 2, Feature.THREADS),
    I64_ATOMIC_RMW_OR(0xFE, 0x34, "i64.atomic.rmw.or", Imm.MEMARG, "al_l", 3, Feature.THREADS),
    I32_ATOMIC_RMW8_OR_U(0xFE, 0x35, "i32.atomic.rmw8.or_u", Imm.MEMARG, "ai_i", 0, Feature.THREADS),
    I32_ATOMIC_RMW16_OR_U(0xFE, 0x36, "i32.atomic.rmw16.or_u", Imm.MEMARG, "ai_i", 1, Feature.THREADS),
    I64_ATOMIC_RMW8_OR_U(0xFE, 0x37, "i64.atomic.rmw8.or_u", Imm.MEMARG, "al_l", 0, Feature.THREADS),
    I64_ATOMIC_RMW16_OR_U(0xFE, 0x38, "i64.atomic.rmw16.or_u", Imm.MEMARG, "al_l", 1, Feature.THREADS),
    I64_ATOMIC_RMW32_OR_U(0xFE, 0x39, "i64.atomic.rmw32.or_u", Imm.MEMARG, "al_l", 2, Feature.THREADS),
    I32_ATOMIC_RMW_XOR(0xFE, 0x3A, "i32.atomic.rmw.xor", Imm.MEMARG, "ai_i", 2, Feature.THREADS),
    I64_ATOMIC_RMW_XOR(0xFE, 0x3B, "i64.atomic.rmw.xor", Imm.MEMARG, "al_l", 3, Feature.THREADS),
    I32_ATOMIC_RMW8_XOR_U(0xFE, 0x3C, "i32.atomic.rmw8.xor_u", Imm.MEMARG, "ai_i", 0, Feature.THREADS),
    I32_ATOMIC_RMW16_XOR_U(0xFE, 0x3D, "i32.atomic.rmw16.xor_u", Imm.MEMARG, "ai_i", 1, Feature.THREADS),
    I64_ATOMIC_RMW8_XOR_U(0xFE, 0x3E, "i64.atomic.rmw8.xor_u", Imm.MEMARG, "al_l", 0, Feature.THREADS),
    I64_ATOMIC_RMW16_XOR_U(0xFE, 0x3F, "i64.atomic.rmw16.xor_u", Imm.MEMARG, "al_l", 1, Feature.THREADS),
    I64_ATOMIC_RMW32_XOR_U(0xFE, 0x40, "i64.atomic.rmw32.xor_u", Imm.MEMARG, "al_l", 2, Feature.THREADS),
    I32_ATOMIC_RMW_XCHG(0xFE, 0x41, "i32.atomic.rmw.xchg", Imm.MEMARG, "ai_i", 2, Feature.THREADS),
    I64_ATOMIC_RMW_XCHG(0xFE, 0x42, "i64.atomic.rmw.xchg", Imm.MEMARG, "al_l", 3, Feature.THREADS),
    I32_ATOMIC_RMW8_XCHG_U(0xFE, 0x43, "i32.atomic.rmw8.xchg_u", Imm.MEMARG, "ai_i", 0, Feature.THREADS),
    I32_ATOMIC_RMW16_XCHG_U(0xFE, 0x44, "i32.atomic.rmw16.xchg_u", Imm.MEMARG, "ai_i", 1, Feature.THREADS),
    I64_ATOMIC_RMW8_XCHG_U(0xFE, 0x45, "i64.atomic.rmw8.xchg_u", Imm.MEMARG, "al_l", 0, Feature.THREADS),
    I64_ATOMIC_RMW16_XCHG_U(0xFE, 0x46, "i64.atomic.rmw16.xchg_u", Imm.MEMARG, "al_l", 1, Feature.THREADS),
    I64_ATOMIC_RMW32_XCHG_U(0xFE, 0x47, "i64.atomic.rmw32.xchg_u", Imm.MEMARG, "al_l", 2, Feature.THREADS),
    I32_ATOMIC_RMW_CMPXCHG(0xFE, 0x48, "i32.atomic.rmw.cmpxchg", Imm.MEMARG, "aii_i", 2, Feature.THREADS),
    I64_ATOMIC_RMW_CMPXCHG(0xFE, 0x49, "i64.atomic.rmw.cmpxchg", Imm.MEMARG, "all_l", 3, Feature.THREADS),
    I32_ATOMIC_RMW8_CMPXCHG_U(0xFE, 0x4A, "i32.atomic.rmw8.cmpxchg_u", Imm.MEMARG, "aii_i", 0, Feature.THREADS),
    I32_ATOMIC_RMW16_CMPXCHG_U(0xFE, 0x4B, "i32.atomic.rmw16.cmpxchg_u", Imm.MEMARG, "aii_i", 1, Feature.THREADS),
    I64_ATOMIC_RMW8_CMPXCHG_U(0xFE, 0x4C, "i64.atomic.rmw8.cmpxchg_u", Imm.MEMARG, "all_l", 0, Feature.THREADS),
    I64_ATOMIC_RMW16_CMPXCHG_U(0xFE, 0x4D, "i64.atomic.rmw16.cmpxchg_u", Imm.MEMARG, "all_l", 1, Feature.THREADS),
    I64_ATOMIC_RMW32_CMPXCHG_U(0xFE, 0x4E, "i64.atomic.rmw32.cmpxchg_u", Imm.MEMARG, "all_l", 2, Feature.THREADS);
    // @formatter:on
    // spotless:on

    /** The prefix bytes that introduce two-part opcodes. */
    public static final int PREFIX_GC = 0xFB;

    public static final int PREFIX_MISC = 0xFC;
    public static final int PREFIX_SIMD = 0xFD;
    public static final int PREFIX_ATOMIC = 0xFE;

    private static final Opcode[] PLAIN = table(0);
    private static final Opcode[] GC = table(PREFIX_GC);
    private static final Opcode[] MISC = table(PREFIX_MISC);
    private static final Opcode[] SIMD = table(PREFIX_SIMD);
    private static final Opcode[] ATOMIC = table(PREFIX_ATOMIC);

    /** Only the text format needs these. */
    private static final class Keywords {
        static final Map<String, Opcode> ALL = new HashMap<>();

        static {
            for (Opcode op : values()) {
                ALL.putIfAbsent(op.text, op);
            }
        }
    }

    private final int prefix;
    private final int code;
    private final String text;
    private final Imm imm;
    private final String operands;
    private final String results;
    private final int widthLog2;
    private final Feature feature;

    Opcode(int prefix, int code, String text, Imm imm, String signature) {
        this(prefix, code, text, imm, signature, -1, null);
    }

    Opcode(int prefix, int code, String text, Imm imm, String signature, Feature feature) {
        this(prefix, code, text, imm, signature, -1, feature);
    }

    Opcode(int prefix, int code, String text, Imm imm, String signature, int widthLog2) {
        this(prefix, code, text, imm, signature, widthLog2, null);
    }

    Opcode(int prefix, int code, String text, Imm imm, String signature, int widthLog2, Feature feature) {
        this.prefix = prefix;
        this.code = code;
        this.text = text;
        this.imm = imm;
        int split = signature == null ? -1 : signature.indexOf('_');
        this.operands = split < 0 ? null : signature.substring(0, split);
        this.results = split < 0 ? null : signature.substring(split + 1);
        this.widthLog2 = widthLog2;
        this.feature = feature;
    }

    /** Returns the prefix byte, or 0 for opcodes of one byte. */
    public int prefix() {
        return prefix;
    }

    /** Returns the opcode's byte, or the number that follows the prefix. */
    public int code() {
        return code;
    }

    /** Returns the keyword in the text format. Not unique: {@code select}, {@code ref.test}, {@code ref.cast} stand for two. */
    public String text() {
        return text;
    }

    /** Returns which immediates follow. */
    public Imm imm() {
        return imm;
    }

    /** Returns whether the signature says all about operands and results. */
    public boolean hasSignature() {
        return operands != null;
    }

    /** Returns a letter for each operand, deepest first, or null without a signature. */
    public String operands() {
        return operands;
    }

    /** Returns a letter for each result, or null without a signature. */
    public String results() {
        return results;
    }

    /** Returns the binary logarithm of the bytes that a memory access touches, or -1 for other instructions. */
    public int widthLog2() {
        return widthLog2;
    }

    /** Returns whether the instruction loads from a memory or stores there. */
    public boolean accessesMemory() {
        return imm == Imm.MEMARG || imm == Imm.MEMARG_LANE;
    }

    /** Returns whether this is an atomic memory access, whose alignment must be the natural one. */
    public boolean isAtomic() {
        return prefix == PREFIX_ATOMIC;
    }

    /** Returns whether this computes a number, and traps for some operands: a division, or a truncation to an integer. */
    public boolean traps() {
        return switch (this) {
            case I32_DIV_S,
                    I32_DIV_U,
                    I32_REM_S,
                    I32_REM_U,
                    I64_DIV_S,
                    I64_DIV_U,
                    I64_REM_S,
                    I64_REM_U,
                    I32_TRUNC_F32_S,
                    I32_TRUNC_F32_U,
                    I32_TRUNC_F64_S,
                    I32_TRUNC_F64_U,
                    I64_TRUNC_F32_S,
                    I64_TRUNC_F32_U,
                    I64_TRUNC_F64_S,
                    I64_TRUNC_F64_U -> true;
            default -> false;
        };
    }

    /** Returns the feature that a module needs to use this instruction; empty for WebAssembly 1.0. */
    public Optional<Feature> feature() {
        return Optional.ofNullable(feature);
    }

    /** Returns the instruction of a one-byte opcode, or null. */
    public static Opcode of(int code) {
        return PLAIN[code];
    }

    /**
     * Returns the instruction of a prefixed opcode, or null.
     *
     * @param prefix the prefix byte
     * @param code the number after it, unsigned
     */
    public static Opcode of(int prefix, int code) {
        Opcode[] table = switch (prefix) {
            case PREFIX_GC -> GC;
            case PREFIX_MISC -> MISC;
            case PREFIX_SIMD -> SIMD;
            case PREFIX_ATOMIC -> ATOMIC;
            default -> throw new IllegalArgumentException("not a prefix: " + prefix);
        };
        return code >= 0 && code < table.length ? table[code] : null;
    }

    /** Returns whether a byte introduces a two-part opcode. */
    public static boolean isPrefix(int code) {
        return code >= PREFIX_GC && code <= PREFIX_ATOMIC;
    }

    /** Returns the first instruction with a keyword of the text format, or null. */
    public static Opcode ofText(String text) {
        return Keywords.ALL.get(text);
    }

    private static Opcode[] table(int prefix) {
        Opcode[] all = values();
        int last = prefix == 0 ? 255 : 0;
        for (Opcode op : all) {
            if (op.prefix == prefix) {
                last = Math.max(last, op.code);
            }
        }
        Opcode[] table = new Opcode[last + 1];
        for (Opcode op : all) {
            if (op.prefix == prefix) {
                table[op.code] = op;
            }
        }
        return table;
    }
}
