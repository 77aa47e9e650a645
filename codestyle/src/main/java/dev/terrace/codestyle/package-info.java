/// The formatter of Terrace's own Java sources, a part of the build and not of the product: a test of this module
/// fails when a source is not formatted, and the Maven profile `format` rewrites the files.
package dev.terrace.codestyle;
