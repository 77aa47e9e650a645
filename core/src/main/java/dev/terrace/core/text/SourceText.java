package dev.terrace.core.text;

import dev.terrace.core.MalformedException;
import dev.terrace.core.Position;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A source text in UTF-8, which knows where its lines begin. Everything else refers to places in it by byte offset. */
final class SourceText {
    private static final int BLOCK = 1024;

    private final byte[] bytes;
    private final int[] lineStarts;
    /** The bytes that continue a character, up to the beginning of each block of {@link #BLOCK} bytes. */
    private final int[] continuations;

    /**
     * Creates a source text.
     *
     * @throws MalformedException if the bytes are not UTF-8
     */
    SourceText(byte[] bytes) {
        this.bytes = bytes;
        this.lineStarts = lineStarts(bytes);
        this.continuations = new int[bytes.length / BLOCK + 1];
        for (int i = 1; i < continuations.length; i++) {
            continuations[i] = continuations[i - 1] + countContinuations((i - 1) * BLOCK, i * BLOCK);
        }
        checkEncoding();
    }

    byte[] bytes() {
        return bytes;
    }

    /** Returns the line and the column, in code points, of the character that begins at a byte offset. */
    Position.Text position(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        int start = lineStarts[line];
        int column = offset - start - (continuationsBefore(offset) - continuationsBefore(start));
        return new Position.Text(line + 1, column + 1);
    }

    private int continuationsBefore(int offset) {
        int block = offset / BLOCK;
        return continuations[block] + countContinuations(block * BLOCK, offset);
    }

    private int countContinuations(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += (bytes[i] & 0xC0) == 0x80 ? 1 : 0;
        }
        return count;
    }

    MalformedException malformed(String problem, int offset) {
        return new MalformedException(problem, position(offset));
    }

    /** Returns the text between two offsets. */
    String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** Returns text as error messages quote it, however long it is. */
    static String quotable(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    /** Lines end with a line feed, a carriage return, or both in this order (specification, section 6.3.2). */
    private static int[] lineStarts(byte[] bytes) {
        int[] starts = new int[64];
        int count = 1;
        for (int i = 0; i < bytes.length; i++) {
            boolean ends = bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n'));
            if (ends) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    private void checkEncoding() {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(4096);
        CoderResult result;
        do {
            out.clear();
            result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw malformed("malformed UTF-8 encoding", in.position());
        }
    }
}
