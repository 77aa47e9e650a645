/**
 * Validation (specification, chapter 3): one pass over a module that checks every rule, makes its types canonical, and
 * leaves what the tiers need to know of each function.
 */
package dev.terrace.core.validate;
