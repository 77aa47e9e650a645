package dev.terrace.tier2.run;

import dev.terrace.core.types.DefType;
import dev.terrace.core.types.ValType;
import dev.terrace.tier2.backend.RegisterSet;
import java.util.List;

/**
 * How calls of functions of a type pass between Java and native code.
 *
 * @param params where arguments are
 * @param results where results are
 * @param registers the registers that stubs take along for it
 */
record CallShape(ValuePlaces params, ValuePlaces results, RegisterSet registers) {
    /** Finds the shape of calls with these types. */
    static CallShape of(List<ValType> paramTypes, List<ValType> resultTypes) {
        ValuePlaces params = new ValuePlaces(paramTypes);
        ValuePlaces results = new ValuePlaces(resultTypes);
        RegisterSet registers = RegisterSet.of(
                Math.max(params.general(), results.general()), Math.max(params.vector(), results.vector()));
        return new CallShape(params, results, registers);
    }

    /** Finds the shape of calls of functions of a type. */
    static CallShape of(DefType type) {
        return of(type.func().params(), type.func().results());
    }
}
