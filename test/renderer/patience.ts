import { configure } from '@testing-library/react';

// What is waited for comes; on a machine that is busy with something else, later than within a second.
configure({ asyncUtilTimeout: 20_000 });
