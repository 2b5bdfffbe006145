create schema lib; create extension xml2;
