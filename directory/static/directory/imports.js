// An import is written a few seconds at a time: the page sends itself on until all is done. The pause lets its words be read.
setTimeout(() => document.getElementById("import-continue")?.requestSubmit(), 600);
