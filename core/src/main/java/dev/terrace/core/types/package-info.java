/**
 * WebAssembly's types (core specification, section 2.3): values, composite types, limits and externals.
 *
 * <p>The same records serve two forms. In a module as it was decoded, a concrete heap type is a {@link
 * dev.terrace.core.types.TypeIndex} into the module's own type section. After validation every one of them has been
 * replaced by the {@link dev.terrace.core.types.DefType} that the {@link dev.terrace.core.types.TypeRegistry} made of
 * it: equal types are then the same object, in all modules of an engine, and subtyping is one array load.
 */
package dev.terrace.core.types;
