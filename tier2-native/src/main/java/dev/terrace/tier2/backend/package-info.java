/** What the compiler asks of a processor: {@link dev.terrace.tier2.backend.Backend}. */
package dev.terrace.tier2.backend;
