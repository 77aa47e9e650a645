package dev.terrace.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.terrace.core.MalformedException;
import dev.terrace.core.Position;
import dev.terrace.core.types.AbsHeapType;
import dev.terrace.core.types.NumType;
import java.util.List;
import org.junit.jupiter.api.Test;

class WastParserTest {
    private static ScriptCommand command(String text) {
        List<ScriptCommand> commands = WastParser.parse(text);
        assertEquals(1, commands.size());
        return commands.getFirst();
    }

    private static ScriptModule module(String text) {
        return assertInstanceOf(ScriptCommand.DefineModule.class, command(text)).module();
    }

    private static List<ScriptResult> results(String text) {
        return assertInstanceOf(ScriptCommand.AssertReturn.class, command("(assert_return (get \"g\") " + text + ")"))
                .results();
    }

    @Test
    void modulesAreGivenAsFieldsBytesOrQuotes() {
        assertEquals(ScriptModule.Kind.TEXT, module("(module $m (func))").kind());
        assertEquals("m", module("(module $m (func))").name());
        assertEquals(2, module("(module binary \"\\00\" \"a\")").parse().binary().length);
        assertEquals(
                ScriptModule.Kind.QUOTE,
                module("(module $q quote \"(fu\" \"nc)\")").kind());
        assertEquals(8, module("(module quote \"\")").parse().binary().length);
    }

    @Test
    void modulesAreDefinedAndInstantiated() {
        List<ScriptCommand> commands = WastParser.parse("""
            (module definition $m (func)) (module definition $b binary "") (module instance $i $m) (module instance)
            (register "name" $i) (register "last")
            """);
        assertEquals(
                true,
                assertInstanceOf(ScriptCommand.DefineModule.class, commands.get(0))
                        .definitionOnly());
        assertEquals(
                "b",
                assertInstanceOf(ScriptCommand.DefineModule.class, commands.get(1))
                        .module()
                        .name());
        assertEquals(new ScriptCommand.Instantiate(new Position.Text(1, 64), "i", "m"), commands.get(2));
        assertEquals(new ScriptCommand.Instantiate(new Position.Text(1, 88), null, null), commands.get(3));
        assertEquals(new ScriptCommand.Register(new Position.Text(2, 1), "name", "i"), commands.get(4));
        assertEquals(new ScriptCommand.Register(new Position.Text(2, 22), "last", null), commands.get(5));
    }

    @Test
    void aModuleIsParsedWhenItIsAskedForWithPositionsInTheScript() {
        ScriptModule module = module("\n\n(module\n  (func (bogus)))");
        assertEquals(new Position.Text(3, 1), module.position());
        MalformedException e = assertThrows(MalformedException.class, module::parse);
        assertEquals("unknown operator bogus (at 4:10)", e.getMessage());
    }

    @Test
    void aParenthesisTooManyInAModuleIsTheScripts() {
        MalformedException e =
                assertThrows(MalformedException.class, () -> WastParser.parse("(module (func)))\n(module)"));
        assertEquals("unexpected token \")\", expected a command (at 1:16)", e.getMessage());
    }

    @Test
    void fieldsAloneAreAModule() {
        assertEquals(
                WatParser.parse("(func $f) (memory 0)").binary().length,
                module("(func $f) (memory 0)").parse().binary().length);
        assertEquals(List.of(), WastParser.parse(";; nothing"));
    }

    @Test
    void anActionHasArguments() {
        assertEquals(
                new ScriptCommand.Perform(
                        new Position.Text(1, 1),
                        new ScriptAction.Invoke(
                                "m",
                                "f",
                                List.of(
                                        new ScriptValue.I32(-1),
                                        new ScriptValue.I64(2),
                                        new ScriptValue.F32(0x7FC00000),
                                        new ScriptValue.F64(Double.doubleToRawLongBits(-0.5)),
                                        new ScriptValue.V128(0x0002000100000000L, -1L),
                                        new ScriptValue.RefNull(AbsHeapType.EXTERN),
                                        new ScriptValue.RefExtern(7),
                                        new ScriptValue.RefHost(8)))),
                command("""
                    (invoke $m "f" (i32.const 0xffffffff) (i64.const 2) (f32.const nan) (f64.const -0x1p-1)
                      (v128.const i16x8 0 0 1 2 -1 -1 -1 -1) (ref.null extern) (ref.extern 7) (ref.host 8))
                    """));
        assertEquals(
                new ScriptCommand.Perform(new Position.Text(1, 1), new ScriptAction.Get(null, "g")),
                command("(get \"g\")"));
    }

    @Test
    void resultsMayBePatterns() {
        ScriptResult one = new ScriptResult.Value(new ScriptValue.F32(0x3F800000));
        assertEquals(
                List.of(
                        new ScriptResult.CanonicalNan(NumType.F32),
                        new ScriptResult.ArithmeticNan(NumType.F64),
                        new ScriptResult.Vector(
                                VectorShape.F32X4,
                                List.of(
                                        one,
                                        new ScriptResult.CanonicalNan(NumType.F32),
                                        new ScriptResult.ArithmeticNan(NumType.F32),
                                        one)),
                        new ScriptResult.AnyNull(),
                        new ScriptResult.Reference(AbsHeapType.FUNC),
                        new ScriptResult.Reference(AbsHeapType.EXTERN),
                        new ScriptResult.Reference(AbsHeapType.I31),
                        new ScriptResult.Either(List.of(
                                new ScriptResult.Value(new ScriptValue.I32(1)),
                                new ScriptResult.Value(new ScriptValue.I32(2))))),
                results("""
                    (f32.const nan:canonical) (f64.const nan:arithmetic)
                    (v128.const f32x4 1 nan:canonical nan:arithmetic 1)
                    (ref.null) (ref.func) (ref.extern) (ref.i31) (either (i32.const 1) (i32.const 2))
                    """));
    }

    @Test
    void aPatternIsNoArgument() {
        MalformedException e = assertThrows(
                MalformedException.class, () -> WastParser.parse("(invoke \"f\" (f32.const nan:canonical))"));
        assertEquals("an argument must be a value (at 1:13)", e.getMessage());
    }

    @Test
    void assertionsCarryWhatTheyExpect() {
        assertEquals(
                new ScriptCommand.AssertTrap(
                        new Position.Text(1, 1), new ScriptAction.Invoke(null, "f", List.of()), "integer overflow"),
                command("(assert_trap (invoke \"f\") \"integer overflow\")"));
        assertInstanceOf(ScriptCommand.AssertModuleTrap.class, command("(assert_trap (module) \"x\")"));
        assertInstanceOf(ScriptCommand.AssertExhaustion.class, command("(assert_exhaustion (invoke \"f\") \"x\")"));
        assertInstanceOf(ScriptCommand.AssertException.class, command("(assert_exception (invoke \"f\"))"));
        assertInstanceOf(ScriptCommand.AssertInvalid.class, command("(assert_invalid (module) \"x\")"));
        assertInstanceOf(ScriptCommand.AssertUnlinkable.class, command("(assert_unlinkable (module) \"x\")"));
        assertInstanceOf(ScriptCommand.AssertInvalidCustom.class, command("(assert_invalid_custom (module) \"x\")"));
        assertInstanceOf(
                ScriptCommand.AssertMalformedCustom.class,
                command("(assert_malformed_custom (module quote \"(@custom)\") \"x\")"));
        ScriptCommand.AssertMalformed malformed = assertInstanceOf(
                ScriptCommand.AssertMalformed.class, command("(assert_malformed (module quote \"(\") \"x\")"));
        assertThrows(MalformedException.class, malformed.module()::parse);
    }

    @Test
    void whatIsNoCommandIsRefused() {
        MalformedException e =
                assertThrows(MalformedException.class, () -> WastParser.parse("(module)\n(assert_bogus)"));
        assertEquals("unexpected token \"(\", expected a command (at 2:1)", e.getMessage());
        assertThrows(MalformedException.class, () -> WastParser.parse("(module) 1"));
        assertThrows(MalformedException.class, () -> WastParser.parse("(assert_return (invoke \"f\") (i32.const"));
    }
}
