/** Running native code: the blocks that it finds everything in, and what Java does for it. */
package dev.terrace.tier2.run;
