package dev.terrace.core.text;

/** The kinds of tokens (specification, section 6.3.1). */
enum TokenKind {
    OPEN,
    CLOSE,
    /** A word that begins with a lower-case letter; {@code nan} and {@code inf} are among them. */
    KEYWORD,
    /** A word that begins like a number. Whether it is one shows when it is parsed. */
    NUMBER,
    STRING,
    ID,
    /** Any other run of characters without a space in it; outside annotations an error. */
    RESERVED,
    /** Behind the last token. */
    END
}
