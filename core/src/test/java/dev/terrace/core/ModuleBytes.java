package dev.terrace.core;

import dev.terrace.core.module.Section;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Assembles binary modules byte by byte, for tests of what reads them. */
public final class ModuleBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Begins a module with the header. */
    public ModuleBytes() {
        out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    }

    /** Appends a section; see {@link #bytes} for its content. */
    public ModuleBytes section(Section section, Object... content) {
        byte[] bytes = bytes(content);
        out.write(section.id());
        out.writeBytes(u32(bytes.length));
        out.writeBytes(bytes);
        return this;
    }

    /** Appends the sections that a module of functions of type 0 needs: their types and their bodies, without locals. */
    public ModuleBytes functions(byte[] type, byte[]... bodies) {
        section(Section.TYPE, 1, type);
        byte[] types = new byte[bodies.length];
        section(Section.FUNCTION, u32(bodies.length), types);
        return code(bodies);
    }

    /** Appends a code section of bodies that begin with their locals. */
    public ModuleBytes code(byte[]... bodies) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(u32(bodies.length));
        for (byte[] body : bodies) {
            content.writeBytes(u32(body.length));
            content.writeBytes(body);
        }
        return section(Section.CODE, (Object) content.toByteArray());
    }

    /** Returns the module so far. */
    public byte[] toBytes() {
        return out.toByteArray();
    }

    /** Concatenates: an {@code Integer} is one byte, a {@code String} a name with its length, a {@code byte[]} itself. */
    public static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            switch (part) {
                case Integer value -> out.write(value);
                case String name -> {
                    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
                    out.writeBytes(u32(utf8.length));
                    out.writeBytes(utf8);
                }
                case byte[] bytes -> out.writeBytes(bytes);
                default -> throw new IllegalArgumentException("neither byte nor name nor bytes: " + part);
            }
        }
        return out.toByteArray();
    }

    /** Returns a number in unsigned LEB128. */
    public static byte[] u32(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest >>> 7 != 0) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    /** Returns the same bytes many times over. */
    public static byte[] repeat(int count, int... bytes) {
        byte[] result = new byte[count * bytes.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) bytes[i % bytes.length];
        }
        return result;
    }
}
