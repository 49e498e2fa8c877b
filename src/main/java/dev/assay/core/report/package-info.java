/**
 * Pure rendering for people and tools: values in, text out. Nothing is read, decided or verified
 * here, and untrusted text leaves only cleaned for where it is shown. Values only, safe on any
 * thread.
 */
@NullMarked
package dev.assay.core.report;

import org.jspecify.annotations.NullMarked;
