import java.io.IOException;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Gives the classes of a jar that were compiled for Java 5 or older a newer class file version, in place.
///
/// The JVM keeps no class in its AOT cache whose version is below 50 (JVMS 4.1), since such a class lacks the stack
/// maps that let it be verified ahead of time. picocli is compiled for Java 5, and loading and verifying it anew would
/// be most of the time that `terrace` takes to start.
final class UpgradeClasses {
    private static final int FIRST_CACHEABLE = ClassFile.JAVA_6_VERSION;

    private UpgradeClasses() {}

    public static void main(String[] args) throws IOException {
        for (String jar : args) {
            upgrade(Path.of(jar));
        }
    }

    private static void upgrade(Path jar) throws IOException {
        // Stack maps name the common superclasses of what meets at a join, so the other classes must be in reach.
        try (FileSystem entries = FileSystems.newFileSystem(jar);
                URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            ClassFile classFile = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
            List<Path> files;
            try (Stream<Path> all = Files.walk(entries.getPath("/"))) {
                files = all.filter(file -> file.toString().endsWith(".class")).toList();
            }
            for (Path file : files) {
                ClassModel old = classFile.parse(file);
                if (old.majorVersion() < FIRST_CACHEABLE) {
                    Files.write(file, classFile.transformClass(old, newerVersion()));
                }
            }
        }
    }

    /// Changes the version, and has every method body written anew, with stack maps.
    private static ClassTransform newerVersion() {
        ClassTransform version = (builder, element) -> builder.with(replaceVersion(element));
        return version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL));
    }

    private static ClassElement replaceVersion(ClassElement element) {
        return element instanceof ClassFileVersion ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0) : element;
    }
}
