package dev.terrace.tier1;

/** Has the classes of a module. They are generated when they are asked for: by this tier, or by a call that is linked. */
final class ModuleLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final JvmModule module;

    ModuleLoader(JvmModule module, Signatures parent) {
        super("terrace-module", parent);
        this.module = module;
    }

    /** Returns a class, generated if it has not been. */
    Class<?> load(String internalName) {
        try {
            return loadClass(Names.dotted(internalName));
        } catch (ClassNotFoundException e) {
            throw new LinkageError("a class that can be generated was not", e);
        }
    }

    /** Makes a class of a class file. */
    Class<?> define(String internalName, byte[] bytes) {
        return defineClass(Names.dotted(internalName), bytes, 0, bytes.length);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = module.classFile(name.replace('.', '/'));
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
