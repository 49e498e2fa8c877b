/**
 * A small MCP server and a scripted MCP client, so that the quickstart and the build's training
 * session can run the real gate on a machine without Node. The server reads files below one
 * directory and nothing else; neither is a general MCP implementation, and the gate knows nothing
 * of them. The server runs on the main thread; the client adds one thread that reads answers.
 */
@NullMarked
package dev.assay.adapter.cli.demo;

import org.jspecify.annotations.NullMarked;
