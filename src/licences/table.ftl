# Licences

What comes at compile or run time with the modules that are published, as each library's own POM states it. No module brings
all of it: a provider brings jackson-annotations, -core and -databind, jspecify and slf4j-api. Of two licences the user chooses
one. In the demo's jar there is also Mermaid (MIT). What only tests and benchmarks use is not listed.

Written by the command in [dependencies.md](dependencies.md#licences); not to be edited.

| library | version | licence |
|---|---|---|
<#list dependencyMap as library>
| ${library.key.groupId}:${library.key.artifactId} | ${library.key.version} | <#list library.value as licence>${licence}<#sep>, or </#sep></#list> |
</#list>
