/**
 * Puts core objects together, once for the plain entry point and for the container: what the
 * command line composes by hand and what CDI offers as beans come from the same methods. No
 * decision lives here.
 */
@NullMarked
package dev.assay.app.wiring;

import org.jspecify.annotations.NullMarked;
