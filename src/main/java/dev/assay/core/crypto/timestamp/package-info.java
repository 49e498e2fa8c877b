/**
 * Time stamps of RFC 3161: requests, responses, and whether a token holds under certificates that
 * the user trusts. Bytes in, values out: nothing here sends, keeps or invents a nonce. Every byte
 * string is bounded and walked before a library reads it. Names BouncyCastle's CMS and the JDK's
 * certificate paths; no other package does. Safe on any thread. Implements {@code
 * docs/reference/anchors.md}.
 */
@NullMarked
package dev.assay.core.crypto.timestamp;

import org.jspecify.annotations.NullMarked;
