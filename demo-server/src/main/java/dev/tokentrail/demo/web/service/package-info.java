/** The page of a service: a flow's steps, what they send and what came back; and the callbacks. */
@NullMarked
package dev.tokentrail.demo.web.service;

import org.jspecify.annotations.NullMarked;
