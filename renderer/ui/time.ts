/** Times as the window writes them are those of paper and chat. */
export * from '../../shared/lib/local-time';
