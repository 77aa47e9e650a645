package dev.terrace.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Generates modules with a function {@code f} that is far too large for one method of Java. It takes two numbers; its
 * results are made of its locals, which are of types of all kinds; and it writes to the {@code memory}. Equal seeds make
 * equal modules. A function ends for all arguments: its loops have fuel, together.
 */
final class HugeFunctions {
    private static final String[] TYPES = {"i32", "i64", "f32", "f64", "v128", "externref"};

    /** The number of locals of each type: the first two of the first are the parameters. */
    private static final int LOCALS = 6;

    /** How deep blocks are nested in random code. */
    private static final int MAX_DEPTH = 5;

    private static final int FUEL = 300;

    private record Target(String name, String type) {}

    private final Random random;
    private final StringBuilder code = new StringBuilder();
    private final List<Target> targets = new ArrayList<>();
    private int names;

    private HugeFunctions(long seed) {
        this.random = new Random(seed);
    }

    /** Returns a function that is a loop around a switch of many cases, as interpreters are. */
    static String interpreter(long seed, int cases) {
        HugeFunctions function = new HugeFunctions(seed);
        function.interpreter(cases);
        return function.module();
    }

    /** Returns a function of statements one after the other. */
    static String straight(long seed, int statements) {
        HugeFunctions function = new HugeFunctions(seed);
        function.repeat(statements, function::assignment);
        return function.module();
    }

    /** Returns a function whose blocks, loops and conditions are nested deep. */
    static String nested(long seed, int depth) {
        HugeFunctions function = new HugeFunctions(seed);
        function.nest(depth);
        return function.module();
    }

    /** Returns a function that is one expression. */
    static String expression(long seed, int operators) {
        HugeFunctions function = new HugeFunctions(seed);
        function.expression(operators);
        return function.module();
    }

    /** Returns a function of statements of all kinds. */
    static String mixed(long seed, int statements) {
        HugeFunctions function = new HugeFunctions(seed);
        function.repeat(statements, () -> function.statement(0));
        return function.module();
    }

    private String module() {
        StringBuilder locals = new StringBuilder();
        for (String type : TYPES) {
            for (int i = type.equals("i32") ? 2 : 0; i < LOCALS; i++) {
                locals.append("(local $%s_%d %s)".formatted(type, i, type));
            }
        }
        StringBuilder hash = new StringBuilder("(i64.const 1)");
        for (int i = 0; i < LOCALS; i++) {
            for (String type : TYPES) {
                hash.insert(0, "(i64.add (i64.mul (i64.const 31) ")
                        .append(") %s)".formatted(bits(type, "(local.get $%s_%d)".formatted(type, i))));
            }
        }
        return """
            (module
              (memory (export "memory") 1)
              (table $refs 8 externref)
              (global $fuel (mut i32) (i32.const 0))
              (tag $pair (param i32 i64))
              (tag $empty)
              (func $helper (param i32 i64) (result i64)
                (if (i32.eqz (i32.and (local.get 0) (i32.const 3)))
                  (then (throw $pair (local.get 0) (local.get 1))))
                (i64.rotl (local.get 1) (i64.extend_i32_u (local.get 0))))
              (func $other (param i32 i32) (result i64 i32 f64)
                (i64.extend_i32_s (local.get 0)) (local.get 1) (f64.const 2.5))
              (func (export "ref") (param i32 externref) (table.set $refs (local.get 0) (local.get 1)))
              (func (export "f") (param $i32_0 i32) (param $i32_1 i32) (result i64 i32 f64)
                %s
                (global.set $fuel (i32.const %d))
                %s
                %s (local.get $i32_0) (local.get $f64_0)))
            """.formatted(locals, FUEL, code, hash);
    }

    /** Returns an i64 that depends on a value. */
    private static String bits(String type, String value) {
        return switch (type) {
            case "i32" -> "(i64.extend_i32_s %s)".formatted(value);
            case "i64" -> value;
            case "f32" -> "(i64.extend_i32_u (i32.reinterpret_f32 %s))".formatted(value);
            case "f64" -> "(i64.reinterpret_f64 %s)".formatted(value);
            case "v128" -> "(i64.xor (i64x2.extract_lane 0 %s) (i64x2.extract_lane 1 %s))".formatted(value, value);
            default -> "(i64.extend_i32_u (ref.is_null %s))".formatted(value);
        };
    }

    // Shapes

    private void interpreter(int cases) {
        code.append("(block $end (loop $next ").append(burn("$end")).append('\n');
        for (int i = cases; i > 0; i--) {
            code.append("(block $case").append(i - 1).append(' ');
        }
        code.append("(br_table");
        for (int i = 0; i < cases; i++) {
            code.append(" $case").append(i);
        }
        code.append(" $end (i32.rem_u (local.get $i32_2) (i32.const %d)))".formatted(cases + 1));
        targets.add(new Target("$end", ""));
        targets.add(new Target("$next", "loop"));
        for (int i = 0; i < cases; i++) {
            code.append(")\n");
            repeat(1 + random.nextInt(8), () -> statement(MAX_DEPTH - 2));
            code.append("(local.set $i32_2 (i32.add (i32.mul (local.get $i32_2) (i32.const 5)) %s))"
                    .formatted(value("i32", 1)));
            if (random.nextInt(8) > 0) {
                code.append("(br $next)");
            }
        }
        targets.clear();
        code.append("))\n");
    }

    private void nest(int depth) {
        repeat(2, this::assignment);
        if (depth == 0) {
            return;
        }
        String name = "$n" + names++;
        switch (random.nextInt(4)) {
            case 0 -> inside("(block %s ".formatted(name), new Target(name, ""), () -> nest(depth - 1), ")\n");
            case 1 -> {
                code.append("(if %s %s (then ".formatted(name, value("i32", 2)));
                inside("", new Target(name, ""), () -> nest(depth - 1), ") (else ");
                inside("", new Target(name, ""), this::assignment, "))\n");
            }
            case 2 -> {
                code.append("(if %s (i32.eqz %s) (then ".formatted(name, value("i32", 2)));
                inside("", new Target(name, ""), () -> nest(depth - 1), "))\n");
            }
            default ->
                inside("(loop %s ".formatted(name), new Target(name, "loop"), () -> nest(depth - 1), loopEnd(name));
        }
        repeat(2, this::assignment);
        jump();
    }

    private void expression(int operators) {
        code.append("(local.set $i32_3 ");
        int open = 0;
        for (int i = 0; i < operators; i++) {
            if (open < 40 && random.nextInt(3) == 0) {
                code.append("(i32.xor %s ".formatted(value("i32", 1)));
                open++;
            }
            code.append("(i32.sub ");
        }
        code.append(value("i32", 1));
        for (int i = 0; i < operators; i++) {
            code.append(' ').append(value("i32", 2)).append(")\n");
        }
        code.append(")".repeat(open + 1));
    }

    private void repeat(int count, Runnable action) {
        for (int i = 0; i < count; i++) {
            action.run();
        }
    }

    private void inside(String begin, Target target, Runnable body, String end) {
        code.append(begin);
        targets.add(target);
        body.run();
        targets.removeLast();
        code.append(end);
    }

    /** Returns what leaves a loop when there is no more fuel. */
    private static String burn(String end) {
        return "(br_if %s (i32.lt_s (global.get $fuel) (i32.const 0)))".formatted(end) + BURN;
    }

    private static final String BURN = "(global.set $fuel (i32.sub (global.get $fuel) (i32.const 1)))";

    private String loopEnd(String loop) {
        return BURN
                + "(br_if %s (i32.and (i32.gt_s (global.get $fuel) (i32.const 0)) (i32.eqz %s))))\n"
                        .formatted(loop, value("i32", 1));
    }

    // Statements

    private void statement(int depth) {
        int kind = random.nextInt(depth < MAX_DEPTH ? 16 : 8);
        String name = "$b" + names++;
        Runnable body = () -> repeat(1 + random.nextInt(6), () -> statement(depth + 1));
        switch (kind) {
            case 5 -> jump();
            case 6 ->
                code.append("(i32.store offset=%d (i32.and %s (i32.const 1023)) %s)\n"
                        .formatted(random.nextInt(64), value("i32", 1), value("i32", 2)));
            case 7 ->
                code.append("(table.set $refs (i32.and %s (i32.const 7)) %s)\n"
                        .formatted(value("i32", 1), value("externref", 1)));
            case 8, 9 -> inside("(block %s ".formatted(name), new Target(name, ""), body, ")\n");
            case 10 -> inside("(loop %s ".formatted(name), new Target(name, "loop"), body, loopEnd(name));
            case 11, 12 -> {
                code.append("(if %s %s (then ".formatted(name, value("i32", 2)));
                inside("", new Target(name, ""), body, ")");
                if (random.nextBoolean()) {
                    inside("(else ", new Target(name, ""), body, ")");
                }
                code.append(")\n");
            }
            case 13 -> valueOfBlock(name, body);
            case 14 -> operandsBelow(body);
            case 15 -> {
                // What handlers need of all locals keeps larger bodies in one method.
                if (depth >= MAX_DEPTH - 2) {
                    tryTable(name, body);
                }
            }
            default -> assignment();
        }
    }

    private void assignment() {
        String type = TYPES[random.nextInt(TYPES.length)];
        code.append("(local.set $%s_%d %s)\n".formatted(type, random.nextInt(LOCALS), value(type, 3)));
    }

    /** A block whose value goes with branches to it, below an operand of another block. */
    private void valueOfBlock(String name, Runnable body) {
        String type = TYPES[random.nextInt(TYPES.length)];
        int local = random.nextInt(LOCALS);
        inside("(block %s (result %s) ".formatted(name, type), new Target(name, type), body, value(type, 2));
        code.append(")(local.set $%s_%d)\n".formatted(type, local));
    }

    /** Operands that lie on the stack while other statements are executed. */
    private void operandsBelow(Runnable body) {
        String first = TYPES[random.nextInt(TYPES.length)];
        String second = TYPES[random.nextInt(TYPES.length)];
        code.append(value(first, 1)).append(value(second, 1));
        body.run();
        code.append("(local.set $%s_%d)".formatted(second, random.nextInt(LOCALS)));
        body.run();
        code.append("(local.set $%s_%d)\n".formatted(first, random.nextInt(LOCALS)));
    }

    private void tryTable(String name, Runnable body) {
        code.append("(block %s (block %s_h (result i32 i64) (try_table (catch $pair %s_h) (catch $empty %s) "
                .formatted(name, name, name, name));
        targets.add(new Target(name, ""));
        body.run();
        code.append("(local.set $i64_0 (call $helper %s %s))".formatted(value("i32", 1), value("i64", 1)));
        body.run();
        if (random.nextInt(3) == 0) {
            code.append("(throw $empty)");
        }
        code.append(")(br %s))".formatted(name));
        code.append("(local.set $i64_1)(local.set $i32_4)");
        body.run();
        targets.removeLast();
        code.append(")\n");
    }

    /** A branch to any label around, or out of the function, if some condition holds that seldom does. */
    private void jump() {
        String condition = "(i32.eqz (i32.and %s (i32.const 15)))".formatted(value("i32", 2));
        int way = random.nextInt(12);
        if (way == 0) {
            code.append("(if %s (then (return %s %s %s)))\n"
                    .formatted(condition, value("i64", 1), value("i32", 1), value("f64", 1)));
        } else if (way == 1) {
            code.append("(if %s (then (return_call $other %s %s)))\n"
                    .formatted(condition, value("i32", 1), value("i32", 1)));
        } else if (!targets.isEmpty()) {
            Target target = targets.get(random.nextInt(targets.size()));
            switch (target.type()) {
                case "" -> code.append("(br_if %s %s)\n".formatted(target.name(), condition));
                case "loop" -> {
                    String burning = "(i32.and %s (i32.gt_s (global.get $fuel) (i32.const 0)))".formatted(condition);
                    code.append(BURN).append("(br_if %s %s)\n".formatted(target.name(), burning));
                }
                default ->
                    code.append(
                            "(drop (br_if %s %s %s))\n".formatted(target.name(), value(target.type(), 1), condition));
            }
        }
    }

    // Expressions

    private String value(String type, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return leaf(type);
        }
        int kind = random.nextInt(8);
        return switch (type) {
            case "i32" ->
                switch (kind) {
                    case 0 -> "(i32.wrap_i64 %s)".formatted(value("i64", depth - 1));
                    case 1 -> "(i64.lt_s %s %s)".formatted(value("i64", depth - 1), value("i64", depth - 1));
                    case 2 -> "(i32x4.extract_lane 2 %s)".formatted(value("v128", depth - 1));
                    case 3 -> "(ref.is_null %s)".formatted(value("externref", depth - 1));
                    case 4 -> "(i32.load8_s (i32.and %s (i32.const 1023)))".formatted(value("i32", depth - 1));
                    case 5 -> "(local.tee $i32_5 %s)".formatted(value("i32", depth - 1));
                    default -> binary("i32", depth, "add", "sub", "mul", "xor", "shl", "rotr");
                };
            case "i64" ->
                switch (kind) {
                    case 0 -> "(i64.extend_i32_s %s)".formatted(value("i32", depth - 1));
                    case 1 -> "(i64.reinterpret_f64 %s)".formatted(value("f64", depth - 1));
                    case 2 -> "(i64x2.extract_lane 1 %s)".formatted(value("v128", depth - 1));
                    default -> binary("i64", depth, "add", "sub", "mul", "or", "shr_u");
                };
            case "f32" ->
                kind == 0
                        ? "(f32.convert_i32_s %s)".formatted(value("i32", depth - 1))
                        : binary("f32", depth, "add", "sub", "mul", "min");
            case "f64" ->
                kind == 0
                        ? "(f64.promote_f32 %s)".formatted(value("f32", depth - 1))
                        : binary("f64", depth, "add", "sub", "mul", "max");
            case "v128" ->
                switch (kind) {
                    case 0 -> "(i64x2.splat %s)".formatted(value("i64", depth - 1));
                    case 1 -> "(i32x4.add %s %s)".formatted(value("v128", depth - 1), value("v128", depth - 1));
                    default -> "(v128.xor %s %s)".formatted(value("v128", depth - 1), value("v128", depth - 1));
                };
            default ->
                kind < 4
                        ? "(table.get $refs (i32.and %s (i32.const 7)))".formatted(value("i32", depth - 1))
                        : leaf(type);
        };
    }

    private String binary(String type, int depth, String... operators) {
        String operator = operators[random.nextInt(operators.length)];
        return "(%s.%s %s %s)".formatted(type, operator, value(type, depth - 1), value(type, depth - 1));
    }

    private String leaf(String type) {
        if (random.nextInt(4) > 0) {
            return "(local.get $%s_%d)".formatted(type, random.nextInt(LOCALS));
        }
        return switch (type) {
            case "v128" -> "(v128.const i64x2 %d %d)".formatted(random.nextLong(), random.nextInt());
            case "externref" -> "(ref.null extern)";
            case "i64" -> "(i64.const %d)".formatted(random.nextLong());
            default -> "(%s.const %d)".formatted(type, random.nextInt(1000) - 500);
        };
    }
}
