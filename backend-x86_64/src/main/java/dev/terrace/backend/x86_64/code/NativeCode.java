package dev.terrace.backend.x86_64.code;

import dev.terrace.backend.x86_64.asm.AssembledCode;
import dev.terrace.backend.x86_64.asm.Disassembler;
import dev.terrace.tier2.backend.CodeSymbol;
import dev.terrace.tier2.backend.MachineCode;
import java.util.List;

/** Finished code of a function. */
public final class NativeCode implements MachineCode {
    private final AssembledCode code;
    private final List<CodeSymbol> symbols;
    private final int frameBytes;
    private final PlaceMap map;

    NativeCode(AssembledCode code, List<CodeSymbol> symbols, int frameBytes, PlaceMap map) {
        this.code = code;
        this.symbols = symbols;
        this.frameBytes = frameBytes;
        this.map = map;
    }

    @Override
    public int size() {
        return code.size();
    }

    @Override
    public int alignment() {
        return code.alignment();
    }

    @Override
    public byte[] at(long address, SymbolAddresses addresses) {
        return code.at(address, symbol -> addresses.of(symbols.get(symbol.id())));
    }

    @Override
    public int frameBytes() {
        return frameBytes;
    }

    @Override
    public int offsetAt(int place) {
        return map.offsetAt(place);
    }

    @Override
    public boolean isGuardedAccess(int place) {
        return map.isGuardedAccess(place);
    }

    /** Returns the text of the code. */
    public String text() {
        return Disassembler.text(code, symbol -> switch (symbols.get(symbol.id())) {
            case CodeSymbol.FunctionSlot(int function) -> "slot of function " + function;
            case CodeSymbol.TrapStub(var kind) -> "trap: " + kind.message();
            case CodeSymbol.PollStub() -> "poll";
            case CodeSymbol.RuntimeExit() -> "runtime";
        });
    }
}
