create schema lib; create extension xml2 with schema lib;
