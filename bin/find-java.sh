# Finds a JDK that is new enough. For scripts to source; they define `die MESSAGE...`, which does not return.
#
# TERRACE_JAVA_HOME goes before everything else, and nothing else is tried if it is not new enough.

required=25

# Succeeds if folder $1 holds a Java that is new enough, and sets java_version. Reads the file `release`, which every
# JDK has: starting a JVM to ask it would take longer than everything else here.
new_enough() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            java_version=${value#\"}
            java_version=${java_version%\"}
            feature=${java_version%%[!0-9]*}
            [ "${feature:-0}" -ge "$required" ]
            return
        fi
    done < "$1/release"
    return 1
}

# Sets java_home and java_version.
find_java() {
    if [ -n "${TERRACE_JAVA_HOME:-}" ]; then
        java_home=$TERRACE_JAVA_HOME
        new_enough "$java_home" || die "TERRACE_JAVA_HOME is $java_home, which is no JDK $required or newer"
        return
    fi
    java_home=${JAVA_HOME:-}
    [ -n "$java_home" ] && new_enough "$java_home" && return
    if java=$(command -v java); then
        java=$(readlink -f "$java")
        java_home=${java%/bin/java}
        new_enough "$java_home" && return
    fi
    for java_home in \
        /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        new_enough "$java_home" && return
    done
    die "needs Java $required or newer and found none. Install a JDK $required (Eclipse Temurin, or the package" \
        "openjdk-$required-jdk of your system), or set JAVA_HOME to one."
}
