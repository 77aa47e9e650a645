// Written by runtime/src/build/GenerateLambdas.java; changes belong there.
package dev.terrace;

import java.util.concurrent.CompletionStage;

/**
 * The interfaces that a lambda can be when it is given to {@link Linker} as a function of the host. A name says the
 * types of the parameters and of the result: {@code (int a, long b) -> a * b} is an {@link IntLongToLong}. Those whose
 * names begin with "Caller" are told who calls, and those that end in "Stage" are for asynchronous functions. Whatever
 * they throw passes through WebAssembly unchanged.
 *
 * <p>For other types than these, an interface of one's own does the same: see {@link Linker#func(String, String, Class,
 * Object)}.
 */
public final class HostLambda {
    private HostLambda() {}

    public interface ToVoid { void call() throws Exception; }

    public interface ToInt { int call() throws Exception; }

    public interface ToLong { long call() throws Exception; }

    public interface ToFloat { float call() throws Exception; }

    public interface ToDouble { double call() throws Exception; }

    public interface ToStage<T> { CompletionStage<T> call() throws Exception; }

    public interface IntToVoid { void call(int a) throws Exception; }

    public interface IntToInt { int call(int a) throws Exception; }

    public interface IntToLong { long call(int a) throws Exception; }

    public interface IntToFloat { float call(int a) throws Exception; }

    public interface IntToDouble { double call(int a) throws Exception; }

    public interface IntToStage<T> { CompletionStage<T> call(int a) throws Exception; }

    public interface IntIntToVoid { void call(int a, int b) throws Exception; }

    public interface IntIntToInt { int call(int a, int b) throws Exception; }

    public interface IntIntToLong { long call(int a, int b) throws Exception; }

    public interface IntIntToFloat { float call(int a, int b) throws Exception; }

    public interface IntIntToDouble { double call(int a, int b) throws Exception; }

    public interface IntIntToStage<T> { CompletionStage<T> call(int a, int b) throws Exception; }

    public interface IntIntIntToVoid { void call(int a, int b, int c) throws Exception; }

    public interface IntIntIntToInt { int call(int a, int b, int c) throws Exception; }

    public interface IntIntIntToLong { long call(int a, int b, int c) throws Exception; }

    public interface IntIntIntToFloat { float call(int a, int b, int c) throws Exception; }

    public interface IntIntIntToDouble { double call(int a, int b, int c) throws Exception; }

    public interface IntIntIntToStage<T> { CompletionStage<T> call(int a, int b, int c) throws Exception; }

    public interface IntIntIntIntToVoid { void call(int a, int b, int c, int d) throws Exception; }

    public interface IntIntIntIntToInt { int call(int a, int b, int c, int d) throws Exception; }

    public interface IntIntIntIntToLong { long call(int a, int b, int c, int d) throws Exception; }

    public interface IntIntIntIntToFloat { float call(int a, int b, int c, int d) throws Exception; }

    public interface IntIntIntIntToDouble { double call(int a, int b, int c, int d) throws Exception; }

    public interface IntIntIntIntToStage<T> { CompletionStage<T> call(int a, int b, int c, int d) throws Exception; }

    public interface IntIntIntIntIntToVoid { void call(int a, int b, int c, int d, int e) throws Exception; }

    public interface IntIntIntIntIntToInt { int call(int a, int b, int c, int d, int e) throws Exception; }

    public interface IntIntIntIntIntToLong { long call(int a, int b, int c, int d, int e) throws Exception; }

    public interface IntIntIntIntIntToFloat { float call(int a, int b, int c, int d, int e) throws Exception; }

    public interface IntIntIntIntIntToDouble { double call(int a, int b, int c, int d, int e) throws Exception; }

    public interface IntIntIntIntIntToStage<T> { CompletionStage<T> call(int a, int b, int c, int d, int e) throws Exception; }

    public interface IntIntIntIntIntIntToVoid { void call(int a, int b, int c, int d, int e, int f) throws Exception; }

    public interface IntIntIntIntIntIntToInt { int call(int a, int b, int c, int d, int e, int f) throws Exception; }

    public interface IntIntIntIntIntIntToLong { long call(int a, int b, int c, int d, int e, int f) throws Exception; }

    public interface IntIntIntIntIntIntToFloat { float call(int a, int b, int c, int d, int e, int f) throws Exception; }

    public interface IntIntIntIntIntIntToDouble { double call(int a, int b, int c, int d, int e, int f) throws Exception; }

    public interface IntIntIntIntIntIntToStage<T> { CompletionStage<T> call(int a, int b, int c, int d, int e, int f) throws Exception; }

    public interface LongToVoid { void call(long a) throws Exception; }

    public interface LongToInt { int call(long a) throws Exception; }

    public interface LongToLong { long call(long a) throws Exception; }

    public interface LongToFloat { float call(long a) throws Exception; }

    public interface LongToDouble { double call(long a) throws Exception; }

    public interface LongToStage<T> { CompletionStage<T> call(long a) throws Exception; }

    public interface LongLongToVoid { void call(long a, long b) throws Exception; }

    public interface LongLongToInt { int call(long a, long b) throws Exception; }

    public interface LongLongToLong { long call(long a, long b) throws Exception; }

    public interface LongLongToFloat { float call(long a, long b) throws Exception; }

    public interface LongLongToDouble { double call(long a, long b) throws Exception; }

    public interface LongLongToStage<T> { CompletionStage<T> call(long a, long b) throws Exception; }

    public interface LongLongLongToVoid { void call(long a, long b, long c) throws Exception; }

    public interface LongLongLongToInt { int call(long a, long b, long c) throws Exception; }

    public interface LongLongLongToLong { long call(long a, long b, long c) throws Exception; }

    public interface LongLongLongToFloat { float call(long a, long b, long c) throws Exception; }

    public interface LongLongLongToDouble { double call(long a, long b, long c) throws Exception; }

    public interface LongLongLongToStage<T> { CompletionStage<T> call(long a, long b, long c) throws Exception; }

    public interface IntLongToVoid { void call(int a, long b) throws Exception; }

    public interface IntLongToInt { int call(int a, long b) throws Exception; }

    public interface IntLongToLong { long call(int a, long b) throws Exception; }

    public interface IntLongToFloat { float call(int a, long b) throws Exception; }

    public interface IntLongToDouble { double call(int a, long b) throws Exception; }

    public interface IntLongToStage<T> { CompletionStage<T> call(int a, long b) throws Exception; }

    public interface LongIntToVoid { void call(long a, int b) throws Exception; }

    public interface LongIntToInt { int call(long a, int b) throws Exception; }

    public interface LongIntToLong { long call(long a, int b) throws Exception; }

    public interface LongIntToFloat { float call(long a, int b) throws Exception; }

    public interface LongIntToDouble { double call(long a, int b) throws Exception; }

    public interface LongIntToStage<T> { CompletionStage<T> call(long a, int b) throws Exception; }

    public interface FloatToVoid { void call(float a) throws Exception; }

    public interface FloatToInt { int call(float a) throws Exception; }

    public interface FloatToLong { long call(float a) throws Exception; }

    public interface FloatToFloat { float call(float a) throws Exception; }

    public interface FloatToDouble { double call(float a) throws Exception; }

    public interface FloatToStage<T> { CompletionStage<T> call(float a) throws Exception; }

    public interface FloatFloatToVoid { void call(float a, float b) throws Exception; }

    public interface FloatFloatToInt { int call(float a, float b) throws Exception; }

    public interface FloatFloatToLong { long call(float a, float b) throws Exception; }

    public interface FloatFloatToFloat { float call(float a, float b) throws Exception; }

    public interface FloatFloatToDouble { double call(float a, float b) throws Exception; }

    public interface FloatFloatToStage<T> { CompletionStage<T> call(float a, float b) throws Exception; }

    public interface FloatFloatFloatToVoid { void call(float a, float b, float c) throws Exception; }

    public interface FloatFloatFloatToInt { int call(float a, float b, float c) throws Exception; }

    public interface FloatFloatFloatToLong { long call(float a, float b, float c) throws Exception; }

    public interface FloatFloatFloatToFloat { float call(float a, float b, float c) throws Exception; }

    public interface FloatFloatFloatToDouble { double call(float a, float b, float c) throws Exception; }

    public interface FloatFloatFloatToStage<T> { CompletionStage<T> call(float a, float b, float c) throws Exception; }

    public interface IntFloatToVoid { void call(int a, float b) throws Exception; }

    public interface IntFloatToInt { int call(int a, float b) throws Exception; }

    public interface IntFloatToLong { long call(int a, float b) throws Exception; }

    public interface IntFloatToFloat { float call(int a, float b) throws Exception; }

    public interface IntFloatToDouble { double call(int a, float b) throws Exception; }

    public interface IntFloatToStage<T> { CompletionStage<T> call(int a, float b) throws Exception; }

    public interface FloatIntToVoid { void call(float a, int b) throws Exception; }

    public interface FloatIntToInt { int call(float a, int b) throws Exception; }

    public interface FloatIntToLong { long call(float a, int b) throws Exception; }

    public interface FloatIntToFloat { float call(float a, int b) throws Exception; }

    public interface FloatIntToDouble { double call(float a, int b) throws Exception; }

    public interface FloatIntToStage<T> { CompletionStage<T> call(float a, int b) throws Exception; }

    public interface DoubleToVoid { void call(double a) throws Exception; }

    public interface DoubleToInt { int call(double a) throws Exception; }

    public interface DoubleToLong { long call(double a) throws Exception; }

    public interface DoubleToFloat { float call(double a) throws Exception; }

    public interface DoubleToDouble { double call(double a) throws Exception; }

    public interface DoubleToStage<T> { CompletionStage<T> call(double a) throws Exception; }

    public interface DoubleDoubleToVoid { void call(double a, double b) throws Exception; }

    public interface DoubleDoubleToInt { int call(double a, double b) throws Exception; }

    public interface DoubleDoubleToLong { long call(double a, double b) throws Exception; }

    public interface DoubleDoubleToFloat { float call(double a, double b) throws Exception; }

    public interface DoubleDoubleToDouble { double call(double a, double b) throws Exception; }

    public interface DoubleDoubleToStage<T> { CompletionStage<T> call(double a, double b) throws Exception; }

    public interface DoubleDoubleDoubleToVoid { void call(double a, double b, double c) throws Exception; }

    public interface DoubleDoubleDoubleToInt { int call(double a, double b, double c) throws Exception; }

    public interface DoubleDoubleDoubleToLong { long call(double a, double b, double c) throws Exception; }

    public interface DoubleDoubleDoubleToFloat { float call(double a, double b, double c) throws Exception; }

    public interface DoubleDoubleDoubleToDouble { double call(double a, double b, double c) throws Exception; }

    public interface DoubleDoubleDoubleToStage<T> { CompletionStage<T> call(double a, double b, double c) throws Exception; }

    public interface IntDoubleToVoid { void call(int a, double b) throws Exception; }

    public interface IntDoubleToInt { int call(int a, double b) throws Exception; }

    public interface IntDoubleToLong { long call(int a, double b) throws Exception; }

    public interface IntDoubleToFloat { float call(int a, double b) throws Exception; }

    public interface IntDoubleToDouble { double call(int a, double b) throws Exception; }

    public interface IntDoubleToStage<T> { CompletionStage<T> call(int a, double b) throws Exception; }

    public interface DoubleIntToVoid { void call(double a, int b) throws Exception; }

    public interface DoubleIntToInt { int call(double a, int b) throws Exception; }

    public interface DoubleIntToLong { long call(double a, int b) throws Exception; }

    public interface DoubleIntToFloat { float call(double a, int b) throws Exception; }

    public interface DoubleIntToDouble { double call(double a, int b) throws Exception; }

    public interface DoubleIntToStage<T> { CompletionStage<T> call(double a, int b) throws Exception; }

    public interface IntIntLongToVoid { void call(int a, int b, long c) throws Exception; }

    public interface IntIntLongToInt { int call(int a, int b, long c) throws Exception; }

    public interface IntIntLongToLong { long call(int a, int b, long c) throws Exception; }

    public interface IntIntLongToFloat { float call(int a, int b, long c) throws Exception; }

    public interface IntIntLongToDouble { double call(int a, int b, long c) throws Exception; }

    public interface IntIntLongToStage<T> { CompletionStage<T> call(int a, int b, long c) throws Exception; }

    public interface IntLongIntToVoid { void call(int a, long b, int c) throws Exception; }

    public interface IntLongIntToInt { int call(int a, long b, int c) throws Exception; }

    public interface IntLongIntToLong { long call(int a, long b, int c) throws Exception; }

    public interface IntLongIntToFloat { float call(int a, long b, int c) throws Exception; }

    public interface IntLongIntToDouble { double call(int a, long b, int c) throws Exception; }

    public interface IntLongIntToStage<T> { CompletionStage<T> call(int a, long b, int c) throws Exception; }

    public interface LongIntIntToVoid { void call(long a, int b, int c) throws Exception; }

    public interface LongIntIntToInt { int call(long a, int b, int c) throws Exception; }

    public interface LongIntIntToLong { long call(long a, int b, int c) throws Exception; }

    public interface LongIntIntToFloat { float call(long a, int b, int c) throws Exception; }

    public interface LongIntIntToDouble { double call(long a, int b, int c) throws Exception; }

    public interface LongIntIntToStage<T> { CompletionStage<T> call(long a, int b, int c) throws Exception; }

    public interface CallerToVoid { void call(Caller caller) throws Exception; }

    public interface CallerToInt { int call(Caller caller) throws Exception; }

    public interface CallerToLong { long call(Caller caller) throws Exception; }

    public interface CallerToFloat { float call(Caller caller) throws Exception; }

    public interface CallerToDouble { double call(Caller caller) throws Exception; }

    public interface CallerToStage<T> { CompletionStage<T> call(Caller caller) throws Exception; }

    public interface CallerIntToVoid { void call(Caller caller, int a) throws Exception; }

    public interface CallerIntToInt { int call(Caller caller, int a) throws Exception; }

    public interface CallerIntToLong { long call(Caller caller, int a) throws Exception; }

    public interface CallerIntToFloat { float call(Caller caller, int a) throws Exception; }

    public interface CallerIntToDouble { double call(Caller caller, int a) throws Exception; }

    public interface CallerIntToStage<T> { CompletionStage<T> call(Caller caller, int a) throws Exception; }

    public interface CallerIntIntToVoid { void call(Caller caller, int a, int b) throws Exception; }

    public interface CallerIntIntToInt { int call(Caller caller, int a, int b) throws Exception; }

    public interface CallerIntIntToLong { long call(Caller caller, int a, int b) throws Exception; }

    public interface CallerIntIntToFloat { float call(Caller caller, int a, int b) throws Exception; }

    public interface CallerIntIntToDouble { double call(Caller caller, int a, int b) throws Exception; }

    public interface CallerIntIntToStage<T> { CompletionStage<T> call(Caller caller, int a, int b) throws Exception; }

    public interface CallerIntIntIntToVoid { void call(Caller caller, int a, int b, int c) throws Exception; }

    public interface CallerIntIntIntToInt { int call(Caller caller, int a, int b, int c) throws Exception; }

    public interface CallerIntIntIntToLong { long call(Caller caller, int a, int b, int c) throws Exception; }

    public interface CallerIntIntIntToFloat { float call(Caller caller, int a, int b, int c) throws Exception; }

    public interface CallerIntIntIntToDouble { double call(Caller caller, int a, int b, int c) throws Exception; }

    public interface CallerIntIntIntToStage<T> { CompletionStage<T> call(Caller caller, int a, int b, int c) throws Exception; }

    public interface CallerIntIntIntIntToVoid { void call(Caller caller, int a, int b, int c, int d) throws Exception; }

    public interface CallerIntIntIntIntToInt { int call(Caller caller, int a, int b, int c, int d) throws Exception; }

    public interface CallerIntIntIntIntToLong { long call(Caller caller, int a, int b, int c, int d) throws Exception; }

    public interface CallerIntIntIntIntToFloat { float call(Caller caller, int a, int b, int c, int d) throws Exception; }

    public interface CallerIntIntIntIntToDouble { double call(Caller caller, int a, int b, int c, int d) throws Exception; }

    public interface CallerIntIntIntIntToStage<T> { CompletionStage<T> call(Caller caller, int a, int b, int c, int d) throws Exception; }

    public interface CallerIntIntIntIntIntToVoid { void call(Caller caller, int a, int b, int c, int d, int e) throws Exception; }

    public interface CallerIntIntIntIntIntToInt { int call(Caller caller, int a, int b, int c, int d, int e) throws Exception; }

    public interface CallerIntIntIntIntIntToLong { long call(Caller caller, int a, int b, int c, int d, int e) throws Exception; }

    public interface CallerIntIntIntIntIntToFloat { float call(Caller caller, int a, int b, int c, int d, int e) throws Exception; }

    public interface CallerIntIntIntIntIntToDouble { double call(Caller caller, int a, int b, int c, int d, int e) throws Exception; }

    public interface CallerIntIntIntIntIntToStage<T> { CompletionStage<T> call(Caller caller, int a, int b, int c, int d, int e) throws Exception; }

    public interface CallerIntIntIntIntIntIntToVoid { void call(Caller caller, int a, int b, int c, int d, int e, int f) throws Exception; }

    public interface CallerIntIntIntIntIntIntToInt { int call(Caller caller, int a, int b, int c, int d, int e, int f) throws Exception; }

    public interface CallerIntIntIntIntIntIntToLong { long call(Caller caller, int a, int b, int c, int d, int e, int f) throws Exception; }

    public interface CallerIntIntIntIntIntIntToFloat { float call(Caller caller, int a, int b, int c, int d, int e, int f) throws Exception; }

    public interface CallerIntIntIntIntIntIntToDouble { double call(Caller caller, int a, int b, int c, int d, int e, int f) throws Exception; }

    public interface CallerIntIntIntIntIntIntToStage<T> { CompletionStage<T> call(Caller caller, int a, int b, int c, int d, int e, int f) throws Exception; }

    public interface CallerLongToVoid { void call(Caller caller, long a) throws Exception; }

    public interface CallerLongToInt { int call(Caller caller, long a) throws Exception; }

    public interface CallerLongToLong { long call(Caller caller, long a) throws Exception; }

    public interface CallerLongToFloat { float call(Caller caller, long a) throws Exception; }

    public interface CallerLongToDouble { double call(Caller caller, long a) throws Exception; }

    public interface CallerLongToStage<T> { CompletionStage<T> call(Caller caller, long a) throws Exception; }

    public interface CallerLongLongToVoid { void call(Caller caller, long a, long b) throws Exception; }

    public interface CallerLongLongToInt { int call(Caller caller, long a, long b) throws Exception; }

    public interface CallerLongLongToLong { long call(Caller caller, long a, long b) throws Exception; }

    public interface CallerLongLongToFloat { float call(Caller caller, long a, long b) throws Exception; }

    public interface CallerLongLongToDouble { double call(Caller caller, long a, long b) throws Exception; }

    public interface CallerLongLongToStage<T> { CompletionStage<T> call(Caller caller, long a, long b) throws Exception; }

    public interface CallerLongLongLongToVoid { void call(Caller caller, long a, long b, long c) throws Exception; }

    public interface CallerLongLongLongToInt { int call(Caller caller, long a, long b, long c) throws Exception; }

    public interface CallerLongLongLongToLong { long call(Caller caller, long a, long b, long c) throws Exception; }

    public interface CallerLongLongLongToFloat { float call(Caller caller, long a, long b, long c) throws Exception; }

    public interface CallerLongLongLongToDouble { double call(Caller caller, long a, long b, long c) throws Exception; }

    public interface CallerLongLongLongToStage<T> { CompletionStage<T> call(Caller caller, long a, long b, long c) throws Exception; }

    public interface CallerIntLongToVoid { void call(Caller caller, int a, long b) throws Exception; }

    public interface CallerIntLongToInt { int call(Caller caller, int a, long b) throws Exception; }

    public interface CallerIntLongToLong { long call(Caller caller, int a, long b) throws Exception; }

    public interface CallerIntLongToFloat { float call(Caller caller, int a, long b) throws Exception; }

    public interface CallerIntLongToDouble { double call(Caller caller, int a, long b) throws Exception; }

    public interface CallerIntLongToStage<T> { CompletionStage<T> call(Caller caller, int a, long b) throws Exception; }

    public interface CallerLongIntToVoid { void call(Caller caller, long a, int b) throws Exception; }

    public interface CallerLongIntToInt { int call(Caller caller, long a, int b) throws Exception; }

    public interface CallerLongIntToLong { long call(Caller caller, long a, int b) throws Exception; }

    public interface CallerLongIntToFloat { float call(Caller caller, long a, int b) throws Exception; }

    public interface CallerLongIntToDouble { double call(Caller caller, long a, int b) throws Exception; }

    public interface CallerLongIntToStage<T> { CompletionStage<T> call(Caller caller, long a, int b) throws Exception; }

    public interface CallerFloatToVoid { void call(Caller caller, float a) throws Exception; }

    public interface CallerFloatToInt { int call(Caller caller, float a) throws Exception; }

    public interface CallerFloatToLong { long call(Caller caller, float a) throws Exception; }

    public interface CallerFloatToFloat { float call(Caller caller, float a) throws Exception; }

    public interface CallerFloatToDouble { double call(Caller caller, float a) throws Exception; }

    public interface CallerFloatToStage<T> { CompletionStage<T> call(Caller caller, float a) throws Exception; }

    public interface CallerFloatFloatToVoid { void call(Caller caller, float a, float b) throws Exception; }

    public interface CallerFloatFloatToInt { int call(Caller caller, float a, float b) throws Exception; }

    public interface CallerFloatFloatToLong { long call(Caller caller, float a, float b) throws Exception; }

    public interface CallerFloatFloatToFloat { float call(Caller caller, float a, float b) throws Exception; }

    public interface CallerFloatFloatToDouble { double call(Caller caller, float a, float b) throws Exception; }

    public interface CallerFloatFloatToStage<T> { CompletionStage<T> call(Caller caller, float a, float b) throws Exception; }

    public interface CallerFloatFloatFloatToVoid { void call(Caller caller, float a, float b, float c) throws Exception; }

    public interface CallerFloatFloatFloatToInt { int call(Caller caller, float a, float b, float c) throws Exception; }

    public interface CallerFloatFloatFloatToLong { long call(Caller caller, float a, float b, float c) throws Exception; }

    public interface CallerFloatFloatFloatToFloat { float call(Caller caller, float a, float b, float c) throws Exception; }

    public interface CallerFloatFloatFloatToDouble { double call(Caller caller, float a, float b, float c) throws Exception; }

    public interface CallerFloatFloatFloatToStage<T> { CompletionStage<T> call(Caller caller, float a, float b, float c) throws Exception; }

    public interface CallerIntFloatToVoid { void call(Caller caller, int a, float b) throws Exception; }

    public interface CallerIntFloatToInt { int call(Caller caller, int a, float b) throws Exception; }

    public interface CallerIntFloatToLong { long call(Caller caller, int a, float b) throws Exception; }

    public interface CallerIntFloatToFloat { float call(Caller caller, int a, float b) throws Exception; }

    public interface CallerIntFloatToDouble { double call(Caller caller, int a, float b) throws Exception; }

    public interface CallerIntFloatToStage<T> { CompletionStage<T> call(Caller caller, int a, float b) throws Exception; }

    public interface CallerFloatIntToVoid { void call(Caller caller, float a, int b) throws Exception; }

    public interface CallerFloatIntToInt { int call(Caller caller, float a, int b) throws Exception; }

    public interface CallerFloatIntToLong { long call(Caller caller, float a, int b) throws Exception; }

    public interface CallerFloatIntToFloat { float call(Caller caller, float a, int b) throws Exception; }

    public interface CallerFloatIntToDouble { double call(Caller caller, float a, int b) throws Exception; }

    public interface CallerFloatIntToStage<T> { CompletionStage<T> call(Caller caller, float a, int b) throws Exception; }

    public interface CallerDoubleToVoid { void call(Caller caller, double a) throws Exception; }

    public interface CallerDoubleToInt { int call(Caller caller, double a) throws Exception; }

    public interface CallerDoubleToLong { long call(Caller caller, double a) throws Exception; }

    public interface CallerDoubleToFloat { float call(Caller caller, double a) throws Exception; }

    public interface CallerDoubleToDouble { double call(Caller caller, double a) throws Exception; }

    public interface CallerDoubleToStage<T> { CompletionStage<T> call(Caller caller, double a) throws Exception; }

    public interface CallerDoubleDoubleToVoid { void call(Caller caller, double a, double b) throws Exception; }

    public interface CallerDoubleDoubleToInt { int call(Caller caller, double a, double b) throws Exception; }

    public interface CallerDoubleDoubleToLong { long call(Caller caller, double a, double b) throws Exception; }

    public interface CallerDoubleDoubleToFloat { float call(Caller caller, double a, double b) throws Exception; }

    public interface CallerDoubleDoubleToDouble { double call(Caller caller, double a, double b) throws Exception; }

    public interface CallerDoubleDoubleToStage<T> { CompletionStage<T> call(Caller caller, double a, double b) throws Exception; }

    public interface CallerDoubleDoubleDoubleToVoid { void call(Caller caller, double a, double b, double c) throws Exception; }

    public interface CallerDoubleDoubleDoubleToInt { int call(Caller caller, double a, double b, double c) throws Exception; }

    public interface CallerDoubleDoubleDoubleToLong { long call(Caller caller, double a, double b, double c) throws Exception; }

    public interface CallerDoubleDoubleDoubleToFloat { float call(Caller caller, double a, double b, double c) throws Exception; }

    public interface CallerDoubleDoubleDoubleToDouble { double call(Caller caller, double a, double b, double c) throws Exception; }

    public interface CallerDoubleDoubleDoubleToStage<T> { CompletionStage<T> call(Caller caller, double a, double b, double c) throws Exception; }

    public interface CallerIntDoubleToVoid { void call(Caller caller, int a, double b) throws Exception; }

    public interface CallerIntDoubleToInt { int call(Caller caller, int a, double b) throws Exception; }

    public interface CallerIntDoubleToLong { long call(Caller caller, int a, double b) throws Exception; }

    public interface CallerIntDoubleToFloat { float call(Caller caller, int a, double b) throws Exception; }

    public interface CallerIntDoubleToDouble { double call(Caller caller, int a, double b) throws Exception; }

    public interface CallerIntDoubleToStage<T> { CompletionStage<T> call(Caller caller, int a, double b) throws Exception; }

    public interface CallerDoubleIntToVoid { void call(Caller caller, double a, int b) throws Exception; }

    public interface CallerDoubleIntToInt { int call(Caller caller, double a, int b) throws Exception; }

    public interface CallerDoubleIntToLong { long call(Caller caller, double a, int b) throws Exception; }

    public interface CallerDoubleIntToFloat { float call(Caller caller, double a, int b) throws Exception; }

    public interface CallerDoubleIntToDouble { double call(Caller caller, double a, int b) throws Exception; }

    public interface CallerDoubleIntToStage<T> { CompletionStage<T> call(Caller caller, double a, int b) throws Exception; }

    public interface CallerIntIntLongToVoid { void call(Caller caller, int a, int b, long c) throws Exception; }

    public interface CallerIntIntLongToInt { int call(Caller caller, int a, int b, long c) throws Exception; }

    public interface CallerIntIntLongToLong { long call(Caller caller, int a, int b, long c) throws Exception; }

    public interface CallerIntIntLongToFloat { float call(Caller caller, int a, int b, long c) throws Exception; }

    public interface CallerIntIntLongToDouble { double call(Caller caller, int a, int b, long c) throws Exception; }

    public interface CallerIntIntLongToStage<T> { CompletionStage<T> call(Caller caller, int a, int b, long c) throws Exception; }

    public interface CallerIntLongIntToVoid { void call(Caller caller, int a, long b, int c) throws Exception; }

    public interface CallerIntLongIntToInt { int call(Caller caller, int a, long b, int c) throws Exception; }

    public interface CallerIntLongIntToLong { long call(Caller caller, int a, long b, int c) throws Exception; }

    public interface CallerIntLongIntToFloat { float call(Caller caller, int a, long b, int c) throws Exception; }

    public interface CallerIntLongIntToDouble { double call(Caller caller, int a, long b, int c) throws Exception; }

    public interface CallerIntLongIntToStage<T> { CompletionStage<T> call(Caller caller, int a, long b, int c) throws Exception; }

    public interface CallerLongIntIntToVoid { void call(Caller caller, long a, int b, int c) throws Exception; }

    public interface CallerLongIntIntToInt { int call(Caller caller, long a, int b, int c) throws Exception; }

    public interface CallerLongIntIntToLong { long call(Caller caller, long a, int b, int c) throws Exception; }

    public interface CallerLongIntIntToFloat { float call(Caller caller, long a, int b, int c) throws Exception; }

    public interface CallerLongIntIntToDouble { double call(Caller caller, long a, int b, int c) throws Exception; }

    public interface CallerLongIntIntToStage<T> { CompletionStage<T> call(Caller caller, long a, int b, int c) throws Exception; }
}
