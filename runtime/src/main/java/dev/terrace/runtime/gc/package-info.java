/// Garbage-collected objects: structures and arrays as Java objects, which the Java virtual machine's collector
/// manages.
///
/// Each structure or array type has a Java class of its own, made when the first object of the type is. Its superclass
/// is
/// the class of the declared supertype, so that Java's own type test is WebAssembly's cast. The fields of the class
/// have
/// the sizes of the type's fields: nothing is boxed, and the Java virtual machine packs them.
///
/// [dev.terrace.runtime.gc.ObjectLayouts] has the classes; [dev.terrace.runtime.gc.GcObject] is where all of them
/// begin.
package dev.terrace.runtime.gc;
