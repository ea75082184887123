/**
 * One refusal as AWS writes it. The same refusal has a coral type under JSON and a shorter code under Query; CloudWatch
 * sends both when the caller asks for query compatibility (`x-amzn-query-mode`).
 */
export interface AwsError {
  /** Value of `__type`. */
  readonly type: string;
  /** Code of the XML form and of `x-amzn-query-error`. */
  readonly queryCode: string;
  /** Null: AWS sends none, and SDKs then say "UnknownError". */
  readonly message: string | null;
  readonly fault: 'Sender' | 'Receiver';
  /** HTTP status under JSON. */
  readonly status: number;
  /** HTTP status under Query and under JSON with query compatibility. */
  readonly queryStatus: number;
}

const coral = (name: string): string => `com.amazon.coral.service#${name}`;

/** What the caller did wrong in the question itself. */
export const validationError = (message: string): AwsError => ({
  type: 'com.amazon.coral.validate#ValidationException',
  queryCode: 'ValidationError',
  message,
  fault: 'Sender',
  status: 400,
  queryStatus: 400,
});

/** Coral's own form of a broken constraint, used where AWS checks a number or a list before the operation runs. */
export const constraintError = (value: string, member: string, constraint: string): AwsError =>
  validationError(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );

export const missingParameter = (name: string): AwsError => ({
  type: 'com.amazonaws.cloudwatch.v2010_08_01#MissingRequiredParameterException',
  queryCode: 'MissingParameter',
  message: `The parameter ${name} is required.`,
  fault: 'Sender',
  status: 400,
  queryStatus: 400,
});

export const invalidNextToken: AwsError = {
  type: 'com.amazonaws.cloudwatch.v2010_08_01#InvalidNextToken',
  queryCode: 'InvalidNextToken',
  message: 'The next token specified is invalid.',
  fault: 'Sender',
  status: 400,
  queryStatus: 400,
};

export const resourceNotFound = (what: string): AwsError => ({
  type: 'com.amazonaws.cloudwatch.v2010_08_01#ResourceNotFoundException',
  queryCode: 'ResourceNotFoundException',
  message: `There is no ${what}`,
  fault: 'Sender',
  status: 404,
  queryStatus: 404,
});

export const invalidPaginationToken: AwsError = {
  type: 'InvalidPaginationToken',
  queryCode: 'InvalidPaginationToken',
  message: 'The specified pagination token (nextToken) is not valid.',
  fault: 'Sender',
  status: 400,
  queryStatus: 400,
};

export const unsupportedLocale: AwsError = {
  type: 'UnsupportedLocale',
  queryCode: 'UnsupportedLocale',
  message: 'The specified locale is not supported.',
  fault: 'Sender',
  status: 400,
  queryStatus: 400,
};

export const throttling: AwsError = {
  type: 'com.amazon.coral.availability#ThrottlingException',
  queryCode: 'Throttling',
  message: 'Rate exceeded',
  fault: 'Sender',
  status: 400,
  queryStatus: 400,
};

/** Services that look at the single resource name it in their refusal. */
export const accessDenied = (principal: string, action: string, resource: string | null = null): AwsError => ({
  type: coral('AccessDeniedException'),
  queryCode: 'AccessDenied',
  message: `User: ${principal} is not authorized to perform: ${action}${resource === null ? '' : ` on resource: ${resource}`} because no identity-based policy allows the ${action} action`,
  fault: 'Sender',
  status: 400,
  queryStatus: 403,
});

/** An unknown key, and also a good key in a region that is not enabled: AWS words them alike. */
export const unrecognizedClient: AwsError = {
  type: coral('UnrecognizedClientException'),
  queryCode: 'InvalidClientTokenId',
  message: 'The security token included in the request is invalid.',
  fault: 'Sender',
  status: 400,
  queryStatus: 403,
};

export const expiredToken: AwsError = {
  type: coral('ExpiredTokenException'),
  queryCode: 'ExpiredToken',
  message: 'The security token included in the request is expired',
  fault: 'Sender',
  status: 400,
  queryStatus: 403,
};

export const missingAuthentication: AwsError = {
  type: coral('MissingAuthenticationTokenException'),
  queryCode: 'MissingAuthenticationToken',
  message: 'Missing Authentication Token',
  fault: 'Sender',
  status: 400,
  queryStatus: 403,
};

export const subscriptionRequired: AwsError = {
  type: 'SubscriptionRequiredException',
  queryCode: 'SubscriptionRequiredException',
  message: 'AWS Premium Support Subscription is required to use this service.',
  fault: 'Sender',
  status: 400,
  queryStatus: 400,
};

export const internalFailure: AwsError = {
  type: coral('InternalFailure'),
  queryCode: 'InternalFailure',
  message: 'The request processing has failed because of an unknown error, exception or failure.',
  fault: 'Receiver',
  status: 500,
  queryStatus: 500,
};

export const unknownOperation = (operation: string): AwsError => ({
  type: coral('UnknownOperationException'),
  queryCode: 'InvalidAction',
  message: `Could not find operation ${operation}`,
  fault: 'Sender',
  status: 404,
  queryStatus: 400,
});

export const malformedInput: AwsError = {
  type: coral('SerializationException'),
  queryCode: 'MalformedInput',
  message: 'The request body could not be read.',
  fault: 'Sender',
  status: 400,
  queryStatus: 400,
};
