package dev.terrace.core.binary;

import dev.terrace.core.MalformedException;
import dev.terrace.core.Position;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the bytes of a module that reads the binary format's primitive values (specification, section 5.2). Every
 * failure is a {@link MalformedException} that carries the offset.
 */
public final class ByteReader {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int position;
    private int end;

    /** Creates a reader of a whole array, which is not copied and must not change. */
    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Creates a reader of the bytes from {@code start} (inclusive) to {@code end} (exclusive). */
    public ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** Returns the bytes read from; offsets count from the first of them. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the offset of the next byte. */
    public int position() {
        return position;
    }

    /** Returns the offset behind the last byte that may be read. */
    public int end() {
        return end;
    }

    /** Goes to another offset, and stops reading at {@code newEnd}. */
    public void window(int newPosition, int newEnd) {
        this.position = newPosition;
        this.end = newEnd;
    }

    /** Returns whether everything has been read. */
    public boolean atEnd() {
        return position >= end;
    }

    /** Returns how many bytes are left. */
    public int remaining() {
        return end - position;
    }

    /** Returns the next byte, unsigned, without moving past it. */
    public int peek() {
        if (position >= end) {
            throw unexpectedEnd();
        }
        return bytes[position] & 0xFF;
    }

    /** Reads a byte, unsigned. */
    public int u8() {
        if (position >= end) {
            throw unexpectedEnd();
        }
        return bytes[position++] & 0xFF;
    }

    /** Reads an unsigned 32-bit integer in LEB128. */
    public int u32() {
        int first = u8();
        if (first < 0x80) {
            return first;
        }
        return (int) leb(first, 32, false);
    }

    /**
     * Reads an unsigned 32-bit integer that counts things of at least one byte each, so it cannot exceed the bytes left.
     *
     * @param what the things, for the error message
     */
    public int count(String what) {
        int start = position;
        int count = u32();
        if (Integer.compareUnsigned(count, remaining()) > 0) {
            throw malformed(
                    "unexpected end of section or function: " + Integer.toUnsignedString(count) + " " + what
                            + " do not fit",
                    start);
        }
        return count;
    }

    /** Reads an unsigned 64-bit integer in LEB128. */
    public long u64() {
        int first = u8();
        return first < 0x80 ? first : leb(first, 64, false);
    }

    /** Reads a signed 32-bit integer in LEB128. */
    public int s32() {
        return (int) signed(32);
    }

    /** Reads a signed 33-bit integer in LEB128: a type index, or a negative type code. */
    public long s33() {
        return signed(33);
    }

    /** Reads a signed 64-bit integer in LEB128. */
    public long s64() {
        return signed(64);
    }

    private long signed(int bits) {
        int first = u8();
        return first < 0x80 ? (first ^ 0x40) - 0x40 : leb(first, bits, true);
    }

    private long leb(int first, int bits, boolean signed) {
        int start = position - 1;
        long result = first & 0x7F;
        int shift = 7;
        int next = first;
        while (next >= 0x80) {
            if (shift >= bits) {
                throw malformed("integer representation too long", start);
            }
            next = u8();
            result |= (long) (next & 0x7F) << shift;
            shift += 7;
        }
        if (shift > bits) {
            // The last byte may hold only the integer's remaining bits; the rest must repeat the sign.
            int used = bits - (shift - 7);
            int payload = next & 0x7F;
            int excess = signed ? payload >> (used - 1) : payload >> used;
            int allSet = signed ? 0x7F >> (used - 1) : 0;
            if (excess != 0 && excess != allSet) {
                throw malformed("integer too large", start);
            }
        }
        if (signed && shift < 64 && (next & 0x40) != 0) {
            result |= -1L << shift;
        }
        return result;
    }

    /** Reads four bytes, little-endian. */
    public int fixed32() {
        int at = advance(4);
        return (int) INT.get(bytes, at);
    }

    /** Reads eight bytes, little-endian. */
    public long fixed64() {
        int at = advance(8);
        return (long) LONG.get(bytes, at);
    }

    /** Reads a name: a length in bytes, then UTF-8 (section 5.2.4). */
    public String name() {
        int start = position;
        int length = u32();
        if (Integer.compareUnsigned(length, remaining()) > 0) {
            throw malformed("length out of bounds: a name of " + Integer.toUnsignedString(length) + " bytes", start);
        }
        int at = advance(length);
        return isAscii(at, length) ? new String(bytes, at, length, StandardCharsets.US_ASCII) : utf8(at, length);
    }

    private boolean isAscii(int at, int length) {
        for (int i = at; i < at + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private String utf8(int at, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
        } catch (CharacterCodingException _) {
            throw malformed("malformed UTF-8 encoding", at);
        }
    }

    /** Moves past bytes and returns the offset of the first of them. */
    public int advance(int length) {
        if (length < 0 || length > end - position) {
            throw unexpectedEnd();
        }
        int at = position;
        position += length;
        return at;
    }

    /** Returns the exception for a problem at an offset. */
    public MalformedException malformed(String problem, int offset) {
        return new MalformedException(problem, new Position.Binary(offset));
    }

    private MalformedException unexpectedEnd() {
        return malformed("unexpected end of section or function", end);
    }
}
