package dev.terrace.examples;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.ToLongFunction;

/** The same work as the plugin's, in Java: what the load test compares it with. */
final class PlainReceipts implements Receipts {
    private static final int QUERY_MAX = 4096;
    private static final int LINES_MAX = 64;
    private static final int COUNT_MAX = 1_000_000;

    private final ToLongFunction<String> prices;

    private record Line(String item, int count, long price) {}

    /** What is wrong with a query. */
    private static final class BadQuery extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String in;

        BadQuery(String message, String in) {
            super(message, null, false, false);
            this.in = in;
        }
    }

    PlainReceipts(ToLongFunction<String> prices) {
        this.prices = prices;
    }

    @Override
    public Answer answer(String query) {
        try {
            if (query.getBytes(StandardCharsets.UTF_8).length > QUERY_MAX) {
                throw new BadQuery("the query is too long", "");
            }
            return Answer.of(200, json(parse(query)));
        } catch (BadQuery e) {
            StringBuilder json =
                    new StringBuilder("{\"error\":\"").append(e.getMessage()).append('"');
            if (!e.in.isEmpty()) {
                appendString(json.append(",\"in\":"), e.in);
            }
            return Answer.of(400, json.append('}').toString());
        }
    }

    private List<Line> parse(String query) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        while (start < query.length()) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            int equals = query.indexOf('=', start);
            equals = equals < 0 || equals > end ? end : equals;
            String name = query.substring(start, equals);
            String value = decode(query.substring(Math.min(equals + 1, end), end));
            switch (name) {
                case "item" -> lines.add(new Line(value, 1, price(value, lines.size())));
                case "count" -> {
                    int count = count(value);
                    if (lines.isEmpty()) {
                        throw new BadQuery("a count without an item", value);
                    }
                    Line last = lines.removeLast();
                    lines.add(new Line(last.item, count, last.price));
                }
                default -> throw new BadQuery("unknown parameter", name);
            }
            start = end + 1;
        }
        return lines;
    }

    private long price(String item, int lines) {
        if (lines == LINES_MAX) {
            throw new BadQuery("too many items", "");
        }
        long price = prices.applyAsLong(item);
        if (price < 0) {
            throw new BadQuery("no such item", item);
        }
        return price;
    }

    private static int count(String value) {
        int count = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            count = count * 10 + digit;
            if (digit < 0 || digit > 9 || count > COUNT_MAX) {
                throw new BadQuery("not a count", value);
            }
        }
        if (count == 0) {
            throw new BadQuery("not a count", value);
        }
        return count;
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text.replace('+', ' ');
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%') {
                if (i + 2 >= in.length || !HexFormat.isHexDigit(in[i + 1]) || !HexFormat.isHexDigit(in[i + 2])) {
                    throw new BadQuery("malformed escape", text);
                }
                bytes.write(HexFormat.fromHexDigit(in[i + 1]) << 4 | HexFormat.fromHexDigit(in[i + 2]));
                i += 2;
            } else {
                bytes.write(in[i] == '+' ? ' ' : in[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String json(List<Line> lines) {
        StringBuilder json = new StringBuilder("{\"lines\":[");
        long total = 0;
        for (Line line : lines) {
            long sum = line.count * line.price;
            total += sum;
            appendString(json.append(json.charAt(json.length() - 1) == '[' ? "{\"item\":" : ",{\"item\":"), line.item);
            json.append(",\"count\":")
                    .append(line.count)
                    .append(",\"sum\":")
                    .append(sum)
                    .append('}');
        }
        return json.append("],\"total\":").append(total).append('}').toString();
    }

    private static void appendString(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
