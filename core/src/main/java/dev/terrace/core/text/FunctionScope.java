package dev.terrace.core.text;

/** What identifiers stand for inside of a function, or of a constant expression, which has labels at most. */
final class FunctionScope {
    private final IndexSpace locals = new IndexSpace("local");
    private final LabelScope labels = new LabelScope();

    IndexSpace locals() {
        return locals;
    }

    LabelScope labels() {
        return labels;
    }
}
