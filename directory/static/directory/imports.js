// An import is written a few seconds at a time: the page sends itself on until all is done.
document.getElementById("import-continue")?.requestSubmit();
