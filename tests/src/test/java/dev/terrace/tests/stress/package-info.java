/**
 * The stress test of native code: threads that do at random everything that leaves it, enters it, makes it and frees it, in a
 * Java virtual machine of its own. Nothing may crash, no result may be wrong, and nothing may be left over.
 */
package dev.terrace.tests.stress;
