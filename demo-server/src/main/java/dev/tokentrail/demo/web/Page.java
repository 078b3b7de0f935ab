package dev.tokentrail.demo.web;

import dev.tokentrail.demo.flow.DemoService;
import java.util.List;

/**
 * What every page has around its content.
 *
 * @param title what the page is about
 * @param path its path, to mark where one is
 * @param csrfToken what its forms carry
 * @param services the services, for the navigation
 */
public record Page(String title, String path, String csrfToken, List<DemoService> services) {}
