package dev.terrace.core.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.core.Feature;
import dev.terrace.core.InvalidException;
import dev.terrace.core.MalformedException;
import dev.terrace.core.Position;
import dev.terrace.core.binary.BinaryDecoder;
import dev.terrace.core.binary.ByteReader;
import dev.terrace.core.module.CustomSection;
import dev.terrace.core.module.NameSection;
import dev.terrace.core.module.WasmModule;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatParserTest {
    private static final int CODE = 10;

    /** Returns the content of a section of the assembled text in hexadecimal, or null if there is no such section. */
    private static String section(int wanted, String text) {
        ByteReader in = new ByteReader(WatParser.parse(text).binary());
        in.advance(8);
        while (!in.atEnd()) {
            int id = in.u8();
            int length = in.u32();
            int start = in.advance(length);
            if (id == wanted) {
                return HexFormat.of().formatHex(in.bytes(), start, start + length);
            }
        }
        return null;
    }

    /** Returns the instructions of the first function, without its locals and its end. */
    private static String body(String fields) {
        ByteReader in = new ByteReader(HexFormat.of().parseHex(section(CODE, fields)));
        in.u32();
        int length = in.u32();
        int start = in.advance(length);
        return HexFormat.of().formatHex(in.bytes(), start + 1, start + length - 1);
    }

    private static WasmModule decode(String text) {
        return BinaryDecoder.decode(WatParser.parse(text).binary(), Feature.ALL);
    }

    private static MalformedException refusal(String text) {
        return assertThrows(MalformedException.class, () -> WatParser.parse(text), text);
    }

    /** The binaries are what wasm-tools assembles from the texts beside them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty",
                "types",
                "imports",
                "definitions",
                "segments",
                "control",
                "legacy",
                "gc",
                "numbers",
                "names",
                "customs"
            })
    void aTextIsAssembledToTheBinaryBesideIt(String name) throws IOException {
        try (InputStream text = getClass().getResourceAsStream("print/" + name + ".wat");
                InputStream binary = getClass().getResourceAsStream("print/" + name + ".wasm")) {
            assertArrayEquals(
                    binary.readAllBytes(), WatParser.parse(text.readAllBytes()).binary());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // types
                "1 | (type (func)) | 01600000",
                "1 | (type (func (param i32 i64) (param $x f32) (result f64 v128))) | 016003 7f7e7d 02 7c7b",
                "1 | (type (sub (struct (field i8 (mut i16)) (field $x (mut anyref))))) | 015000 5f03 7800 7701 6e01",
                "1 | (type (array (mut (ref null $t)))) (type $t (sub final (func))) | 02 5e630101 600000",
                "1 | (rec (type $a (struct (field (ref $b)))) (type $b (sub $a (struct)))) | 014e025f01640100500100"
                        + " 5f00",
                "1 | (type (func (param (ref func) (ref null func) (ref null 3) exnref))) | 016004 6470 70 6303 69 00",
                // implicit types come last, in the order of their first uses
                "1 | (func (param i32)) (type (func)) (tag (param i64)) | 03600000 60017f00 60017e00",
                "3 | (func (param i32)) (type (func)) (func (param i32)) (func) | 03010100",
                // only a definition that is final, without supertypes and alone in its group stands for its type
                "3 | (type (sub (func))) (rec (type (func)) (type (struct))) (func) | 0103",
                "3 | (rec (type (func))) (func) | 0100",
                // imports and exports, in fields of their own and in others
                "2 | (import \"a\" \"b\" (func (param i32))) | 0101610162 0000",
                "2 | (memory (import \"a\" \"b\") i64 1 2) | 0101610162 02 050102",
                "2 | (table $t (export \"t\") (import \"a\" \"b\") 1 externref) | 0101610162 01 6f0001",
                "2 | (global (import \"a\" \"b\") (mut i32)) | 0101610162 03 7f01",
                "2 | (tag (import \"a\" \"b\") (param i32)) | 0101610162 04 0000",
                "7 | (func (export \"a\") (export \"b\")) (export \"c\" (func 0)) | 0301610000 01620000 01630000",
                // tables and memories
                "4 | (table 1 2 funcref) (table i64 0 externref) | 0270010102 6f0400",
                "4 | (table 1 (ref func) (ref.func $f)) (func $f) | 01 400064700001 d2000b",
                "5 | (memory 1) (memory 1 2 shared) (memory i64 0xffff_ffff_ffff) | 030001 030102 04ffffffffffff3f",
                "5 | (memory 3 (pagesize 1)) | 01 080300",
                "5 | (memory (data \"ab\" \"c\")) | 01 010101",
                "5 | (memory i64 (pagesize 1) (data \"abc\")) | 01 0d0303 00",
                "11 | (memory i64 (data \"ab\" \"c\")) | 01 00 42000b 03616263",
                // element segments
                "9 | (table 1 funcref) (func $f) (elem (i32.const 0) $f 0) | 01 00 41000b 020000",
                "9 | (table 1 funcref) (elem (offset i32.const 1 i32.const 2 i32.add) func) | 01 00 410141026a0b 00",
                "9 | (func $f) (elem func $f) | 01 01 00 0100",
                "9 | (func $f) (elem declare func $f) | 01 03 00 0100",
                "9 | (table 0 funcref) (table $t 0 funcref) (elem (table $t) (i32.const 0) func) | 01 02 01 41000b 00"
                        + " 00",
                "9 | (table 0 funcref) (elem (i32.const 0) funcref (ref.null func)) | 01 04 41000b 01 d0700b",
                "9 | (func $f) (elem funcref (item ref.func $f) (ref.null func)) | 01 05 70 02 d2000b d0700b",
                "9 | (table 0 externref) (elem (i32.const 0) externref) | 01 06 00 41000b 6f 00",
                "9 | (elem declare (ref null any) (ref.null none)) | 01 07 6e 01 d0710b",
                "9 | (table funcref (elem $f)) (func $f) | 01 00 41000b 0100",
                "9 | (table (ref null 0) (elem 0)) (func) | 01 06 00 41000b 6300 01 d2000b",
                "9 | (table i64 funcref (elem (ref.null func))) | 01 04 42000b 01 d0700b",
                // data segments
                "11 | (data \"a\\00\") (memory 0) (data (i32.const 1) \"b\") | 02 01 026100 00 41010b 0162",
                "11 | (memory 0) (memory $m 0) (data $d (memory $m) (offset (i32.const 0))) | 01 02 01 41000b 00",
                "12 | (data \"\") (data $d \"\") (func (data.drop $d)) | 02",
                "12 | (data \"\") |",
                // globals, start
                "6 | (global $g (mut i64) (i64.const -1)) | 01 7e01 427f0b",
                "8 | (func) (func $m) (start $m) | 01"
            })
    void aFieldBecomesAnEntryOfItsSection(int section, String fields, String expected) {
        assertEquals(expected == null ? null : expected.replace(" ", ""), section(section, fields));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(i32.add (i32.const 1) (i32.const -1)) | 4101 417f 6a",
                "i32.const 1 (i32.const 2) i32.add | 4101 4102 6a",
                "(i32.add (i32.mul (i32.const 1) (i32.const 2)) (i32.const 3)) | 4101 4102 6c 4103 6a",
                // blocks
                "(block) block end (loop nop) | 0240 0b 0240 0b 0340 01 0b",
                "(block (result i32) i32.const 0) | 027f 4100 0b",
                "(block (param) (result)) | 0240 0b",
                "(block (param i32)) | 0201 0b",
                "(block (type 0)) | 0200 0b",
                "block $a block $b br $a br $b br 1 end $b end $a | 0240 0240 0c01 0c00 0c01 0b 0b",
                "(block $a (block $a (br $a)) (br $a)) | 0240 0240 0c00 0b 0c00 0b",
                "(if (i32.const 0) (then nop) (else unreachable)) | 4100 0440 01 05 00 0b",
                "(if $l (result i32) (i32.const 0) (i32.const 1) (then (br $l))) | 4100 4101 047f 0c00 0b",
                "(if (then)) | 0440 0b",
                "if $l nop else $l nop end $l | 0440 01 05 01 0b",
                // branches
                "(block $a (br_table 0 $a 1 (i32.const 0))) | 0240 4100 0e02 00 00 01 0b",
                "(br_table 7) | 0e00 07",
                "(br_on_cast 0 anyref (ref i31)) | fb18 01 00 6e 6c",
                "(br_on_cast_fail 0 (ref any) i31ref) | fb19 02 00 6e 6c",
                // exceptions
                "(try_table (catch 0 0) (catch_ref 0 0) (catch_all 0) (catch_all_ref 0)) |"
                        + " 1f40 04 00 00 00 01 00 00 02 00 03 00 0b",
                "(block $l (try_table (catch_all $l))) | 0240 1f40 01 02 00 0b 0b",
                "(try (do nop) (catch 1 nop) (catch_all nop)) | 0640 01 07 01 01 19 01 0b",
                "try nop catch 1 nop catch_all nop end | 0640 01 07 01 01 19 01 0b",
                "(try $l (do (try (do) (delegate $l)))) | 0640 0640 18 00 0b",
                "try $l try delegate $l end | 0640 0640 18 00 0b",
                // calls
                "(call_indirect (type 0) (i32.const 0)) | 4100 11 00 00",
                "(call_indirect 2 (param i32) (i32.const 0)) | 4100 11 01 02",
                "(select) (select (result i32)) (select (result) (result i64)) | 1b 1c 01 7f 1c 01 7e",
                // memories
                "(i32.load) | 28 02 00",
                "(i32.load offset=4_0 align=1) | 28 00 28",
                "(i64.store 1 offset=0x10) | 37 43 01 10",
                "(v128.load8_lane 3) | fd54 00 00 03",
                "(v128.load8_lane 1 3) | fd54 40 01 00 03",
                "v128.load8_lane offset=1 3 drop | fd54 00 01 03 1a",
                "v128.store64_lane 1 align=4 3 drop | fd5b 42 01 00 03 1a",
                "(memory.copy) (memory.copy 1 2) | fc0a 00 00 fc0a 01 02",
                "(memory.init 3) (memory.init 1 3) | fc08 03 00 fc08 03 01",
                "(memory.grow) (memory.size 2) (memory.fill) | 40 00 3f 02 fc0b 00",
                "(i32.atomic.rmw.cmpxchg) (atomic.fence) | fe48 02 00 fe03 00",
                // tables
                "(table.get) (table.set 1) (table.copy 1 2) | 25 00 26 01 fc0e 01 02",
                "(table.init 3) (table.init 1 3) (elem.drop 2) | fc0c 03 00 fc0c 03 01 fc0d 02",
                // references
                "(ref.null func) (ref.null 5) (ref.func 0) | d0 70 d0 05 d2 00",
                "(ref.test (ref i31)) (ref.test i31ref) | fb14 6c fb15 6c",
                "(ref.cast (ref 0)) (ref.cast (ref null 0)) | fb16 00 fb17 00",
                "(array.new_fixed 1 3) (array.copy 1 2) | fb08 01 03 fb11 01 02",
                // constants
                "(f32.const -0x1.8p1) (f64.const nan:0x1) | 43 000040c0 44 010000000000f07f",
                "(i64.const 0xffff_ffff_ffff_ffff) | 42 7f",
                "(v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 -1) | fd0c 000102030405060708090a0b0c0d0eff",
                "(v128.const i16x8 -1 0xffff 1 2 3 4 5 6) | fd0c ffffffff010002000300040005000600",
                "(v128.const f64x2 1 -inf) | fd0c 000000000000f03f 000000000000f0ff",
                "(i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31) | fd0d 000102030405060708090a0b0c0d0e1f",
                "(i8x16.extract_lane_s 15) | fd15 0f",
                "(f64x2.relaxed_madd) (i64.add128) | fd8702 fc13"
            })
    void anInstructionIsEncodedWithItsImmediates(String instructions, String expected) {
        assertEquals(expected.replace(" ", ""), body("(func " + instructions + ")"));
    }

    @Test
    void identifiersMayBeUsedBeforeTheyAreDefined() {
        String text = """
            (export "f" (func $f))
            (start $f)
            (func $f
              (call $f) (global.get $g) (table.get $t) (i32.load $m) (throw $e) (data.drop $d) (elem.drop $s)
              (struct.get $p $y))
            (table 0 funcref) (table $t 0 funcref) (memory 0) (memory $m 0) (tag) (tag $e)
            (global i32 (i32.const 0)) (global $g i32 (i32.const 0))
            (elem func) (elem $s func) (data "") (data $d "")
            (type $p (struct (field i32 i32) (field $y i32)))
            """;
        assertEquals("1000" + "2301" + "2501" + "28420100" + "0801" + "fc0901" + "fc0d01" + "fb020002", body(text));
    }

    @Test
    void parametersComeBeforeLocals() {
        String text = "(type $t (func (param i32 i64))) (func (type $t) (local $a i32) (local i32 f32) (local.get $a))";
        assertEquals("01" + "08" + "02" + "027f" + "017d" + "2002" + "0b", section(CODE, text));
        assertEquals("2001", body("(func (param i32) (param $x i32) (local.get $x))"));
    }

    @Test
    void aModuleMayLeaveOutItsParentheses() {
        assertArrayEquals(
                WatParser.parse("(module (func) (memory 0))").binary(),
                WatParser.parse("(func) (memory 0)").binary());
        assertEquals(
                "0061736d01000000", HexFormat.of().formatHex(WatParser.parse("").binary()));
    }

    @Test
    void aModuleMayBeGivenInBinaryOrInQuotes() {
        assertEquals(
                "0061",
                HexFormat.of()
                        .formatHex(
                                WatParser.parse("(module $m binary \"\\00a\")").binary()));
        assertArrayEquals(
                WatParser.parse("(func $f)").binary(),
                WatParser.parse("(module quote \"(func $\" \"f)\")").binary());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'(func\n  (i32.cost 1))' | 2:4 | unknown operator i32.cost",
                "(func (local.get $x)) | 1:18 | unknown local $x",
                "(func (call $f)) | 1:13 | unknown func $f",
                "(func (block $a) (br $a)) | 1:22 | unknown label $a",
                "(func (struct.get 0 $x)) (type (struct)) | 1:21 | unknown field $x",
                "(func (type $t)) | 1:13 | unknown type $t",
                "(func block $a end $b) | 1:20 | mismatching label $b",
                "(func block end $b) | 1:17 | mismatching label $b",
                "(func if else $l end) | 1:15 | mismatching label $l",
                "(func $f) (func $f) | 1:17 | duplicate func $f",
                "(func (param $x i32) (local $x i32)) | 1:29 | duplicate local $x",
                "(type (struct (field $x i32) (field $x i32))) | 1:37 | duplicate field $x",
                "(data $d) (data $d) | 1:17 | duplicate data segment $d",
                "(func) (import \"\" \"\" (func)) | 1:8 | import after function",
                "(memory 0) (table (import \"\" \"\") 0 funcref) | 1:19 | import after memory",
                "(func) (start 0) (start 0) | 1:18 | multiple start sections",
                "(type (func)) (func (type 0) (param i32)) | 1:30 | inline function type: [i32] -> [] is not [] -> []",
                "(func (type 1) (param i32)) | 1:16 | unknown type 1",
                "(func (i32.const 4294967296)) | 1:18 | i32 constant out of range: 4294967296",
                "(func (i32.const nan)) | 1:18 | unknown operator nan",
                "(func (i32.const)) | 1:17 | 'unexpected token \")\", expected an integer'",
                "(func (i32.load align=3)) | 1:17 | alignment must be a power of two",
                "(func (i32.load align=0)) | 1:17 | alignment must be a power of two",
                "(func (i8x16.extract_lane_s 256)) | 1:29 | i8 constant out of range: 256",
                "(func (v128.const i64x2 1)) | 1:26 | wrong number of lane literals: i64x2 has 2",
                "(memory 0 (pagesize 3)) | 1:21 | invalid custom page size: 3 is not a power of two",
                "(func (result i32) (param i32)) | 1:21 | 'unexpected token \"param\", expected an instruction'",
                "(func (block (param $x i32))) | 1:21 | 'unexpected token \"$x\", expected a value type'",
                "(func (if (i32.const 0) nop)) | 1:25 | 'unexpected token \"nop\", expected a parenthesis'",
                "(func (if (i32.const 0))) | 1:24 | 'unexpected token \")\", expected (then'",
                "(func block) | 1:12 | 'unexpected token \")\", expected end'",
                "(func end) | 1:7 | 'unexpected token \"end\", expected an instruction'",
                "(func (else)) | 1:8 | 'unexpected token \"else\", expected an instruction'",
                "(func if else else end) | 1:15 | 'unexpected token \"else\", expected an instruction'",
                "(func (try (do) (catch_all) (catch_all))) | 1:29 | 'unexpected token \"(\", expected )'",
                "(func | 1:1 | unexpected end: this parenthesis is never closed",
                "(func)) | 1:7 | 'unexpected token \")\", expected the end'",
                "(module) (module) | 1:10 | 'unexpected token \"(\", expected the end'",
                "(bogus) | 1:1 | 'unexpected token \"(\", expected a module field'",
                "(import \"a\" \"\\ff\" (func)) | 1:13 | malformed UTF-8 encoding"
            })
    void anErrorSaysWhatIsWrongAndWhere(String text, String position, String problem) {
        MalformedException e = refusal(text);
        assertEquals(
                problem + " at " + position, e.problem() + " at " + e.position().orElseThrow());
    }

    @Test
    void halfASurrogatePairIsNoText() {
        assertEquals(
                "the text has half a surrogate pair",
                refusal("(func) ;; \ud800").problem());
    }

    @Test
    void identifiersBecomeNames() {
        NameSection names = decode("""
            (module $m
              (type $t (struct (field $a i32) (field i32) (field $"b c" i32)))
              (func $f (param $x i32) (param i32) (local $y i32) (block (loop $l)))
              (func)
              (table $tab 0 funcref) (memory $mem 0) (global $g i32 (i32.const 0)) (tag $tag)
              (elem $e func) (data $d ""))
            """).names();
        assertEquals("m", names.module());
        assertEquals(Map.of(0, "f"), names.functions());
        assertEquals(Map.of(0, Map.of(0, "x", 2, "y")), names.locals());
        assertEquals(Map.of(0, Map.of(1, "l")), names.labels());
        assertEquals(Map.of(0, "t"), names.types());
        assertEquals(Map.of(0, Map.of(0, "a", 2, "b c")), names.fields());
        assertEquals(Map.of(0, "tab"), names.tables());
        assertEquals(Map.of(0, "mem"), names.memories());
        assertEquals(Map.of(0, "g"), names.globals());
        assertEquals(Map.of(0, "tag"), names.tags());
        assertEquals(Map.of(0, "e"), names.elements());
        assertEquals(Map.of(0, "d"), names.data());
    }

    @Test
    void nameAnnotationsReplaceIdentifiersAsNames() {
        NameSection names = decode("""
            (module $m (@name "M")
              (type (@name "T") (func))
              (func $f (@name "F") (param (@name "P") i32) (param $q (@name "Q") i32) (call $f (local.get $q))))
            """).names();
        assertEquals("M", names.module());
        assertEquals(Map.of(0, "F"), names.functions());
        assertEquals(Map.of(0, Map.of(0, "P", 1, "Q")), names.locals());
        assertEquals(Map.of(0, "T"), names.types());
    }

    @Test
    void customAnnotationsBecomeSectionsAtTheirPlaces() {
        WasmModule module = decode("""
            (@custom "last" "a" "b") (func) (@custom "first" (before first)) (@custom "f" (after func) "x")
            (@custom "c" (before code)) (@custom "l2" (after last))
            """);
        assertEquals(
                List.of("first 0 0", "f 3 1", "c 3 0", "last 10 2", "l2 10 0"),
                module.customs().stream()
                        .map(c -> c.name() + " " + c.after() + " " + c.length())
                        .toList());
    }

    @Test
    void branchHintsBecomeASectionBeforeTheCode() {
        ParsedText text = WatParser.parse("""
            (func)
            (func (local i32)
              (@metadata.code.branch_hint "\\00") (if (i32.const 0) (then))
              i32.const 1
              (@metadata.code.branch_hint "\\01") br_if 0)
            """);
        WasmModule module = BinaryDecoder.decode(text.binary(), Feature.ALL);
        CustomSection hints = module.customs().getFirst();
        assertEquals("metadata.code.branch_hint", hints.name());
        assertEquals(3, hints.after());
        // One function, number 1, two hints: at offset 5 (behind the locals and the condition) and 10.
        assertEquals(
                "01" + "01" + "02" + "050100" + "0a0101",
                HexFormat.of().formatHex(text.binary(), hints.start(), hints.start() + hints.length()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(func (@custom \"a\")) | misplaced @custom annotation",
                "(@custom) | @custom annotation: missing section name",
                "(@custom \"a\" (after)) | @custom annotation: malformed section kind",
                "(@custom \"a\" (at func)) | @custom annotation: malformed placement",
                "(@custom \"a\" b) | @custom annotation: unexpected token",
                "(module (@name \"a\") (@name \"b\")) | @name annotation: multiple module names",
                "(module (func) (@name \"a\")) | misplaced @name annotation",
                "(@metadata.code.branch_hint \"\\00\") (func) | @metadata.code.branch_hint annotation: not in a"
                        + " function"
            })
    void annotationsThatAreMalformedOrMisplacedAreRefused(String text, String problem) {
        assertEquals(problem, refusal(text).problem());
    }

    @Test
    void aBranchHintForWhatIsNoBranchIsInvalid() {
        InvalidException e = assertThrows(
                InvalidException.class, () -> WatParser.parse("(func (@metadata.code.branch_hint \"\\00\") nop)"));
        assertEquals(Optional.of(new Position.Text(1, 42)), e.position());
    }

    @Test
    void otherAnnotationsAreSkipped() {
        assertArrayEquals(
                WatParser.parse("(func (nop))").binary(),
                WatParser.parse("((@a) func (@b (c)) ((@d) nop (@\"e f\" ,{)))").binary());
    }

    @Test
    void instructionsAreFoundInTheText() {
        ParsedText text = WatParser.parse("""
            (module
              (func
                (drop
                  (i32.const 5))
                nop
              ))\
            """);
        // Header 8, type section 6, function section 4, code section: id, size, count, body size, no locals.
        int code = 8 + 6 + 4 + 5;
        assertEquals(Optional.of(new Position.Text(4, 7)), text.map().find(code));
        assertEquals(Optional.of(new Position.Text(4, 7)), text.map().find(code + 1));
        assertEquals(Optional.of(new Position.Text(3, 5)), text.map().find(code + 2));
        assertEquals(Optional.of(new Position.Text(5, 5)), text.map().find(code + 3));
        assertEquals(Optional.of(new Position.Text(6, 3)), text.map().find(code + 4));
        assertEquals(Optional.empty(), text.map().find(0));
    }

    @Test
    void deepNestingIsNoProblem() {
        int depth = 100_000;
        String blocks = "(func " + "(block $l ".repeat(depth) + "(br $l)" + ")".repeat(depth) + ")";
        assertEquals(4 * depth + 4, body(blocks).length() / 2 + depth + 2);
        String folded = "(func " + "(i32.eqz ".repeat(depth) + "(i32.const 0)" + ")".repeat(depth) + ")";
        assertEquals(depth + 2, body(folded).length() / 2);
        refusal("(".repeat(depth));
        refusal("(func " + "(if (then ".repeat(depth));
    }

    @Test
    void aModuleWithoutNamesHasNoNameSection() {
        assertNull(section(0, "(func (param i32))"));
    }
}
