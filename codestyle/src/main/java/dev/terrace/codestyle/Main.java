package dev.terrace.codestyle;

import com.palantir.javaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Formats all sources of the repository whose root folder is the only argument, and prints which files it changed.
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: Main ROOT");
            System.exit(2);
        }
        Path root = Path.of(args[0]);
        boolean failed = false;
        for (Path file : SourceFiles.in(root)) {
            try {
                String source = Files.readString(file);
                String formatted = SourceFormatter.format(source);
                if (!formatted.equals(source)) {
                    Files.writeString(file, formatted);
                    System.out.println("formatted " + root.relativize(file));
                }
            } catch (FormatterException e) {
                System.err.println(root.relativize(file) + ": " + e.getMessage());
                failed = true;
            }
        }
        if (failed) {
            System.exit(1);
        }
    }
}
