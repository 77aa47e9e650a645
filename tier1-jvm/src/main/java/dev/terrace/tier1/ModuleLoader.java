package dev.terrace.tier1;

import dev.terrace.runtime.LinkThreads;
import dev.terrace.runtime.StackReserve;
import java.util.function.Supplier;

/** Has the classes of a module. They are generated when they are asked for: by this tier, or by a call that is linked. */
final class ModuleLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String MODULES = Names.dotted(Names.MODULE_PACKAGE);

    private final JvmModule module;

    ModuleLoader(JvmModule module, Signatures parent) {
        super("terrace-module", parent);
        this.module = module;
    }

    /** Returns a class, generated if it has not been. */
    Class<?> load(String internalName) {
        return LinkThreads.call(new Supplier<>() {
            @Override
            public Class<?> get() {
                return loadHere(Names.dotted(internalName));
            }
        });
    }

    private Class<?> loadHere(String name) {
        try {
            return loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError("a class that can be generated was not", e);
        }
    }

    /** Makes a class of a class file. */
    Class<?> define(String internalName, byte[] bytes) {
        return defineClass(Names.dotted(internalName), bytes, 0, bytes.length);
    }

    /**
     * Finds the module's own classes here at once: no other loader has them, and to ask them all takes long. Calls come
     * from anywhere in a guest's code, whose stack may be almost exhausted.
     */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(MODULES)) {
            return super.loadClass(name, resolve);
        }
        StackReserve.check();
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = LinkThreads.callAtOnce(new Supplier<>() {
            @Override
            public byte[] get() {
                return module.classFile(name.replace('.', '/'));
            }
        });
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
