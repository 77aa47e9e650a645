package dev.terrace.core.text;

/**
 * An annotation (specification, section 6.3.6).
 *
 * @param id what stands behind the {@code @}
 * @param before the index of the token, in the sequence that has no annotations, that follows this one
 * @param start the byte offset of its parenthesis in the source text
 * @param content the tokens between its identifier and its closing parenthesis
 */
record Annotation(String id, int before, int start, Tokens content) {
    static final String CUSTOM = "custom";
    static final String NAME = "name";
    static final String BRANCH_HINT = "metadata.code.branch_hint";

    /** Returns whether annotations with an identifier mean something; all others are skipped. */
    static boolean isKnown(String id) {
        return id.equals(CUSTOM) || id.equals(NAME) || id.equals(BRANCH_HINT);
    }
}
