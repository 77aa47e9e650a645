package dev.terrace.codestyle;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Formats one Java source with palantir-java-format: 4 spaces, lines of up to 120 columns.
///
/// What stands between the comments `// @formatter:off` and `// @formatter:on` (those that IDEs know), each on a line
/// of its own, keeps the layout its author gave it; that is for tables whose columns line up. Documentation comments
/// are left as they are, since they contain drawings.
final class SourceFormatter {
    private static final Pattern MARKER = Pattern.compile("(?m)^[ \t]*// @formatter:(off|on)$");

    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    private SourceFormatter() {}

    /// Returns the formatted source.
    ///
    /// @throws FormatterException if the source is not Java, or its markers do not come in pairs
    static String format(String source) throws FormatterException {
        return withRegionsOf(source, FORMATTER.formatSourceAndFixImports(source));
    }

    /// Puts the unformatted regions of `source` into `formatted`, which holds the same markers in the same order.
    private static String withRegionsOf(String source, String formatted) throws FormatterException {
        List<Region> original = regions(source);
        List<Region> target = regions(formatted);
        if (original.size() != target.size()) {
            throw new FormatterException("the formatter lost a '@formatter:off' or '@formatter:on' comment");
        }
        var result = new StringBuilder(source.length());
        int copied = 0;
        for (int i = 0; i < target.size(); i++) {
            result.append(formatted, copied, target.get(i).start());
            result.append(source, original.get(i).start(), original.get(i).end());
            copied = target.get(i).end();
        }
        return result.append(formatted, copied, formatted.length()).toString();
    }

    /// The text between an "off" comment and the line of its "on" comment.
    private record Region(int start, int end) {}

    private static List<Region> regions(String source) throws FormatterException {
        List<MatchResult> markers = MARKER.matcher(source).results().toList();
        var regions = new ArrayList<Region>();
        for (int i = 0; i < markers.size(); i += 2) {
            MatchResult first = markers.get(i);
            if (!first.group(1).equals("off")) {
                throw new FormatterException("'@formatter:on' without '@formatter:off'" + atLine(source, first));
            }
            if (i + 1 == markers.size() || !markers.get(i + 1).group(1).equals("on")) {
                throw new FormatterException("'@formatter:off' without '@formatter:on'" + atLine(source, first));
            }
            int start = first.end();
            int end = markers.get(i + 1).start();
            regions.add(new Region(start, end));
        }
        return regions;
    }

    private static String atLine(String source, MatchResult marker) {
        return " at line " + (source.substring(0, marker.start()).lines().count() + 1);
    }
}
