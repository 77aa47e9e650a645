package dev.terrace.core.text;

import dev.terrace.core.types.ExternKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks over the fields of a module before they are parsed: gives everything its index, since identifiers may be used
 * before they are defined, and checks that imports come first (specification, section 6.6.13).
 */
final class FieldScanner {
    private final TokenCursor in;
    private final ModuleScope scope;
    /** The kind of the first definition, which no import may follow. */
    private ExternKind firstDefinition;

    FieldScanner(TokenCursor in, ModuleScope scope) {
        this.in = in;
        this.scope = scope;
    }

    /** Goes over all fields up to the closing parenthesis or the end, and returns the tokens at which types begin. */
    List<Integer> scan() {
        List<Integer> types = new ArrayList<>();
        while (in.kind() == TokenKind.OPEN) {
            int start = in.index();
            if (in.isForm("type") || in.isForm("rec")) {
                types.add(start);
            }
            scanField();
            in.seek(start);
            in.skipForm();
        }
        return types;
    }

    private void scanField() {
        if (in.openForm("type")) {
            scope.types().define(in);
        } else if (in.openForm("rec")) {
            while (in.isForm("type")) {
                int start = in.index();
                in.openForm("type");
                scope.types().define(in);
                in.seek(start);
                in.skipForm();
            }
        } else if (in.openForm("elem")) {
            scope.elements().define(in);
        } else if (in.openForm("data")) {
            scope.data().define(in);
        } else if (in.isForm("import")) {
            scanImport();
        } else {
            for (ExternKind kind : ExternKind.values()) {
                if (in.openForm(kind.toString())) {
                    scanExternal(kind);
                    return;
                }
            }
        }
    }

    private void scanImport() {
        checkImportOrder();
        in.expectForm("import");
        in.name();
        in.name();
        for (ExternKind kind : ExternKind.values()) {
            if (in.openForm(kind.toString())) {
                scope.externals(kind).define(in);
                return;
            }
        }
        throw in.unexpected("an import's type");
    }

    private void scanExternal(ExternKind kind) {
        scope.externals(kind).define(in);
        while (in.isForm("export")) {
            in.skipForm();
        }
        if (in.isForm("import")) {
            checkImportOrder();
            return;
        }
        if (firstDefinition == null) {
            firstDefinition = kind;
        }
        if (kind == ExternKind.TABLE && ModuleParser.hasInlineElements(in)) {
            scope.elements().define();
        } else if (kind == ExternKind.MEMORY && ModuleParser.hasInlineData(in)) {
            scope.data().define();
        }
    }

    private void checkImportOrder() {
        if (firstDefinition != null) {
            String what = firstDefinition == ExternKind.FUNC ? "function" : firstDefinition.toString();
            throw in.malformed("import after " + what);
        }
    }
}
