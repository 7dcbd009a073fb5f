/**
 * NF-e files: invoices that somebody else's system puts into a folder as authorised {@code nfeProc}
 * documents, in the layout of the Manual de Orientação do Contribuinte.
 */
package dev.ponte.connector.nfe;
